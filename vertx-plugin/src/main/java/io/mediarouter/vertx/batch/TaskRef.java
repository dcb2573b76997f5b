package io.mediarouter.vertx.batch;

/**
 * Names one rendition of a job.
 *
 * @param jobId which job
 * @param index which of its renditions, from 0
 */
record TaskRef(String jobId, int index) {}
