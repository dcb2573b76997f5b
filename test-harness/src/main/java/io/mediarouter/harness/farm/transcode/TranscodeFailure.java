package io.mediarouter.harness.farm.transcode;

/** A transcode or probe that cannot be done, with a message fit for clients. */
public final class TranscodeFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong, in the terms that decide the answer's status. */
  public enum Reason {
    /** The source is not under an allowed prefix, or its address is malformed. */
    SOURCE_REFUSED,
    /** The origin does not have the source. */
    SOURCE_MISSING,
    /**
     * The origin could not be reached, answered an error or a redirect, broke off, or changed the
     * source.
     */
    SOURCE_UNREADABLE,
    /** The first bytes of the source are of no container that may be opened. */
    SOURCE_TYPE,
    /** ffmpeg could not make this rendition of this source. */
    UNTRANSCODABLE,
    /** All sessions are in use, or the server is stopping. */
    BUSY,
    /** A task of that name runs. */
    DUPLICATE_TASK,
    /** The outputs need more room than there is for them. */
    NO_SPACE,
    /** The task took longer than it may. */
    TIMED_OUT,
    /** The client closed its connection. */
    CLIENT_GONE,
    /** The task was cancelled by request. */
    CANCELLED,
    /** ffmpeg could not be started or died. */
    ENCODER_FAILED
  }

  private final Reason reason;

  TranscodeFailure(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** What went wrong. */
  public Reason reason() {
    return reason;
  }
}
