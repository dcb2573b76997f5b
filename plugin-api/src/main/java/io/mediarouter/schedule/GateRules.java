package io.mediarouter.schedule;

/**
 * The rules of what batch work must leave alone.
 *
 * @param transcoding by how on-demand traffic utilizes the transcoding servers together
 * @param distribution by how the distribution servers are utilized together
 * @param keptFreeOfServer share of each transcoding server that batch work never takes, 0..1
 * @param keptFreeOfFarm share of all transcoding servers together that it never takes, 0..1
 * @param ordered when ordered work may begin
 * @param speculative when speculative work may begin
 * @param paused whether the operator lets no batch work begin
 */
public record GateRules(
    Watermarks transcoding,
    Watermarks distribution,
    double keptFreeOfServer,
    double keptFreeOfFarm,
    OffPeak ordered,
    OffPeak speculative,
    boolean paused) {

  /** Begins below 60 %, stops above 80 %, at any time of the day; keeps nothing free. */
  public static final GateRules DEFAULT =
      new GateRules(
          new Watermarks(0.6, 0.8),
          new Watermarks(0.7, 0.85),
          0,
          0,
          OffPeak.ALWAYS,
          OffPeak.ALWAYS,
          false);

  public GateRules {
    requireShare("keptFreeOfServer", keptFreeOfServer);
    requireShare("keptFreeOfFarm", keptFreeOfFarm);
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + ": " + share + " (expected: 0..1)");
    }
  }

  OffPeak of(WorkKind kind) {
    return kind == WorkKind.ORDERED ? ordered : speculative;
  }
}
