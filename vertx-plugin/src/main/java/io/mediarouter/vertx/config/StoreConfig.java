package io.mediarouter.vertx.config;

/**
 * How finished renditions are stored.
 *
 * @param copies on how many distribution servers each rendition is put, at least 1; fewer if the
 *     farm has fewer
 */
public record StoreConfig(int copies) {
  public static final int DEFAULT_COPIES = 1;

  public static final StoreConfig DEFAULT = new StoreConfig(DEFAULT_COPIES);

  public StoreConfig {
    Checks.atLeast("store.copies", copies, 1);
  }
}
