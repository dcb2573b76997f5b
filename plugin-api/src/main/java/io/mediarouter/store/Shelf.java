package io.mediarouter.store;

/**
 * A distribution server as a place for files.
 *
 * @param serverId its id
 * @param delivers whether what it holds can be delivered now
 * @param takes whether files may be put there now
 * @param usedBytes of the files that the index knows there, at least 0
 * @param budgetBytes how much it shall hold at most; 0 = until it refuses
 * @param refusedBytes of the smallest file that it has refused lately for want of room; 0 = none
 * @param load of its cores, 0 = idle, 1 = full
 */
public record Shelf(
    String serverId,
    boolean delivers,
    boolean takes,
    long usedBytes,
    long budgetBytes,
    long refusedBytes,
    double load) {
  private static final double LEAST_WEIGHT = 0.01;

  /** After something went, a tenth is free. */
  private static final double TIGHT = 0.2;

  /** Whether something has to go. */
  public boolean isOver() {
    return refusedBytes > 0 || (budgetBytes > 0 && usedBytes > budgetBytes);
  }

  /** The same where nothing has to go for what it refuses. */
  public Shelf refusingNothing() {
    return new Shelf(serverId, delivers, takes, usedBytes, budgetBytes, 0, load);
  }

  /** The share of its budget that is free, 0..1; 1 where there is none, 0 where it refuses. */
  public double freeShare() {
    if (refusedBytes > 0) {
      return 0;
    }
    return budgetBytes == 0 ? 1 : Math.max(0, Math.min(1, 1 - (double) usedBytes / budgetBytes));
  }

  /** Whether what is put there will soon have to be made room for. */
  public boolean isTight() {
    return freeShare() < TIGHT;
  }

  /** How much of what is new it should get, relative to others, above 0. */
  public double weight() {
    return Math.max(LEAST_WEIGHT, freeShare()) * Math.max(LEAST_WEIGHT, 1 - load);
  }
}
