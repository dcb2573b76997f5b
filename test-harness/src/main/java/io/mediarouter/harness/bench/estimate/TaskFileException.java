package io.mediarouter.harness.bench.estimate;

/** A file of recorded tasks that cannot be read; the message says where and why. */
final class TaskFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TaskFileException(String message) {
    super(message);
  }
}
