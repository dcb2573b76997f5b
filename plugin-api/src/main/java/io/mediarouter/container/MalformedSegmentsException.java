package io.mediarouter.container;

/** What was to be segments is not a fragmented MP4. */
public final class MalformedSegmentsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedSegmentsException(String message, Throwable cause) {
    super(message, cause);
  }
}
