package io.mediarouter.select;

/**
 * What was learned of one server.
 *
 * @param pace how fast it works at present, relative to what is predicted of it, above 0
 * @param corePrice what a second of one of its cores is usually worth to tasks to come, in slowdown
 *     of tasks of a second, at least 0
 * @param presentPrice the same of late, at least 0
 * @param unseenCores cores that tasks of other proxies keep busy of which there is no news yet, at
 *     least 0
 * @param foreignCores cores that it reports to be busy and no proxy accounts for, at least 0
 */
public record ServerExperience(
    double pace, double corePrice, double presentPrice, double unseenCores, double foreignCores) {

  /** Nothing is known of it but its predictions. */
  public static final ServerExperience NONE = new ServerExperience(1, 0, 0, 0);

  /** How long cores that are scarce, or free, are likely to stay so, seconds. */
  private static final double SPELL_SECONDS = 3;

  public ServerExperience {
    if (!(pace > 0)
        || !(corePrice >= 0)
        || !(presentPrice >= 0)
        || !(unseenCores >= 0)
        || !(foreignCores >= 0)) {
      throw new IllegalArgumentException(
          "experience: pace "
              + pace
              + ", price "
              + corePrice
              + ", now "
              + presentPrice
              + ", unseen "
              + unseenCores
              + ", foreign "
              + foreignCores
              + " (expected: > 0, then >= 0)");
    }
  }

  /** A server whose cores are worth now what they usually are. */
  public ServerExperience(double pace, double corePrice, double unseenCores, double foreignCores) {
    this(pace, corePrice, corePrice, unseenCores, foreignCores);
  }

  /**
   * What a second of one of its cores is worth while a task takes it: to a short one what it is
   * worth at present, to a long one what it usually is, since no burst lasts as long.
   */
  double corePrice(double seconds) {
    double share = SPELL_SECONDS / (SPELL_SECONDS + seconds);
    return corePrice + share * share * (presentPrice - corePrice);
  }
}
