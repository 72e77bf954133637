// The last script of the page: all data are there.
maillage.start();
