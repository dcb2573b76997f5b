package io.mediarouter.vertx.config;

import io.mediarouter.request.QueryRule;
import java.util.List;
import java.util.Set;

/**
 * What of a client's request is passed to the origin of an original, beyond what every request has.
 *
 * @param query which parameters of its query are, and which are ignored anywhere
 * @param authorization which origins get the field {@code Authorization}
 * @param cookies which origins get the field {@code Cookie}
 */
public record PassConfig(QueryRule query, Recipients authorization, Recipients cookies) {
  public static final PassConfig DEFAULT =
      new PassConfig(QueryRule.NONE, Recipients.NONE, Recipients.NONE);

  private static final String ALL = "all";

  /**
   * The origins that get something.
   *
   * @param all whether every origin does
   * @param ids of those that do, if not all
   */
  public record Recipients(boolean all, Set<String> ids) {
    static final Recipients NONE = new Recipients(false, Set.of());

    public Recipients {
      ids = Set.copyOf(ids);
    }

    private static Recipients read(Section root, String key) {
      return new Recipients(isAll(root, key), names(root, key));
    }

    /** Whether that origin does. */
    public boolean include(String originId) {
      return all || ids.contains(originId);
    }
  }

  static PassConfig read(Section root) {
    var query =
        new QueryRule(
            isAll(root, "passQuery"), names(root, "passQuery"), names(root, "ignoreQuery"));
    return new PassConfig(
        query, Recipients.read(root, "passAuthorization"), Recipients.read(root, "passCookies"));
  }

  private static boolean isAll(Section root, String key) {
    return root.text(key, "").equals(ALL);
  }

  private static Set<String> names(Section root, String key) {
    List<String> written = root.texts(key);
    return Set.copyOf(written);
  }
}
