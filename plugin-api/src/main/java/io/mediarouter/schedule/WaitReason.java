package io.mediarouter.schedule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a rendition is not being made yet, in an operator's words. */
public enum WaitReason {
  /** The operator has paused batch work. */
  PAUSED("batch work is paused"),
  /** It may not begin before a set time. */
  NOT_BEFORE("not before its time"),
  /** It rests after a setback. */
  RETRY("is tried again"),
  /** It only begins in an off-peak window. */
  OFF_PEAK_ONLY("outside off-peak hours"),
  /** No transcoding server can make it, even if all were idle. */
  NO_SERVER_CAN("no server can make it"),
  /** On-demand traffic is above the watermark. */
  FARM_BUSY("the farm is busy"),
  /** What is left to batch work is not enough for it. */
  NO_ROOM("no server has room for it now"),
  /** Others come first. */
  NOT_ITS_TURN("its turn has not come");

  private final String text;

  WaitReason(String text) {
    this.text = text;
  }

  /** The name in metrics, such as {@code farm_busy}. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The reason that a {@link Wait#text} begins with; empty if it begins with none. */
  public static Optional<WaitReason> of(String waitText) {
    return Arrays.stream(values()).filter(each -> waitText.startsWith(each.text)).findFirst();
  }

  /** In words, such as {@code the farm is busy}. */
  public String text() {
    return text;
  }
}
