package io.mediarouter.vertx.config;

import io.mediarouter.request.QueryRule;
import java.util.List;
import java.util.Set;

/**
 * What of a client's request is passed to the origin of an original, beyond what every request has.
 *
 * @param query which parameters of its query are, and which are ignored anywhere
 * @param authorizationToAll whether every origin gets the field {@code Authorization}
 * @param authorizationTo ids of the origins that get it, if not all
 */
public record PassConfig(QueryRule query, boolean authorizationToAll, Set<String> authorizationTo) {
  public static final PassConfig DEFAULT = new PassConfig(QueryRule.NONE, false, Set.of());

  private static final String ALL = "all";

  public PassConfig {
    authorizationTo = Set.copyOf(authorizationTo);
  }

  static PassConfig read(Section root) {
    var query =
        new QueryRule(
            isAll(root, "passQuery"), names(root, "passQuery"), names(root, "ignoreQuery"));
    return new PassConfig(
        query, isAll(root, "passAuthorization"), names(root, "passAuthorization"));
  }

  private static boolean isAll(Section root, String key) {
    return root.text(key, "").equals(ALL);
  }

  private static Set<String> names(Section root, String key) {
    List<String> written = root.texts(key);
    return Set.copyOf(written);
  }

  /** Whether that origin gets a client's credentials. */
  public boolean passesAuthorizationTo(String originId) {
    return authorizationToAll || authorizationTo.contains(originId);
  }
}
