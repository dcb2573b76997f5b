package io.mediarouter.container;

/** Bytes that are not of the container that they should be of. */
final class MalformedContainerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedContainerException(String what) {
    super("container: " + what, null, false, false);
  }
}
