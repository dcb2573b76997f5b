package io.mediarouter.plan;

/** Why a publishing option cannot be taken. */
public enum Refusal implements RuleResult {
  ORIGINAL_ASKED("the original was asked for"),
  NOT_STORED("this rendition is not stored"),
  SEGMENTS_MISSING("its segments are not all stored"),
  NO_COPY_AVAILABLE("no distribution server that holds it is available"),
  NOTHING_TO_COPY("no stream of the original is as it was asked for"),
  NO_COPYING_SERVER("no transcoding server that copies streams is available"),
  NO_TRANSCODING_SERVER("no transcoding server that can make it is available"),
  NO_CAPACITY("no transcoding server has room for it"),
  SHARE_USED("other clients come first: this one has its share of the transcoding servers"),
  NOTHING_TO_PREEMPT("no transcoding server can be freed of less urgent tasks for it"),
  NO_TOLERANCE("the request accepts nothing but just what it asks for"),
  NOTHING_NEAR("no stored rendition is near enough"),
  NO_VARIANT("no cheaper rendition is inside the request's tolerances"),
  NOT_AS_ASKED("the original is not just what was asked for"),
  NO_ORIGIN("no origin server for this asset is available"),
  NOT_PLAYABLE("the client cannot use the original in place of this rendition");

  private final String reason;

  Refusal(String reason) {
    this.reason = reason;
  }

  /** Whether it tells more of the farm than of what was asked for. */
  boolean isWorthTelling() {
    return this != ORIGINAL_ASKED
        && this != NOT_AS_ASKED
        && this != SEGMENTS_MISSING
        && this != NOTHING_TO_COPY
        && this != NO_COPYING_SERVER
        && this != NO_TOLERANCE;
  }

  /** The reason, for people. */
  public String reason() {
    return reason;
  }
}
