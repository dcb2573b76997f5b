package io.mediarouter.container;

/**
 * A sample of a track in a file that is there as a whole.
 *
 * @param at where its bytes begin in the file
 * @param size number of its bytes
 * @param decoded when it is decoded, in the track's timescale
 * @param shown when it is shown, in the track's timescale, before edits
 * @param sync whether it can be played without those before it
 */
record TrackSample(int at, int size, long decoded, long shown, boolean sync) {}
