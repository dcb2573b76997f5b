package io.mediarouter.container;

/**
 * A place at which a WebM file can be entered.
 *
 * @param time in the file's timestamps
 * @param cluster where its cluster begins in the file as it was made
 * @param block where its block begins there
 * @param clusterContent where the content of the cluster begins there
 */
record WebmCue(long time, long track, long cluster, long block, long clusterContent) {}
