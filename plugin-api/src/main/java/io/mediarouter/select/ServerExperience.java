package io.mediarouter.select;

/**
 * What was learned of one server.
 *
 * @param pace how fast it works at present, relative to what is predicted of it, above 0
 * @param corePrice what a second of one of its cores is worth to tasks to come, in slowdown of
 *     tasks of a second, at least 0
 * @param unseenCores cores that tasks of other proxies keep busy of which there is no news yet, at
 *     least 0
 * @param foreignCores cores that it reports to be busy and no proxy accounts for, at least 0
 */
public record ServerExperience(
    double pace, double corePrice, double unseenCores, double foreignCores) {

  /** Nothing is known of it but its predictions. */
  public static final ServerExperience NONE = new ServerExperience(1, 0, 0, 0);

  public ServerExperience {
    if (!(pace > 0) || !(corePrice >= 0) || !(unseenCores >= 0) || !(foreignCores >= 0)) {
      throw new IllegalArgumentException(
          "experience: pace "
              + pace
              + ", price "
              + corePrice
              + ", unseen "
              + unseenCores
              + ", foreign "
              + foreignCores
              + " (expected: > 0, then >= 0)");
    }
  }
}
