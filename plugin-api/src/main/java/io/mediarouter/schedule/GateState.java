package io.mediarouter.schedule;

/**
 * The state that the gate has to remember from one reading to the next.
 *
 * @param transcodingOpen whether the transcoding servers leave room
 * @param distributionOpen whether the distribution servers do
 */
public record GateState(boolean transcodingOpen, boolean distributionOpen) {
  /** Nothing is known yet: batch work begins once the farm is below the lower watermarks. */
  public static final GateState CLOSED = new GateState(false, false);

  boolean isOpen() {
    return transcodingOpen && distributionOpen;
  }
}
