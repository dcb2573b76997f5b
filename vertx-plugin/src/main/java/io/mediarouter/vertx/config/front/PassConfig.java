package io.mediarouter.vertx.config.front;

import io.mediarouter.request.QueryRule;
import io.mediarouter.vertx.config.form.Inline;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import java.util.Set;

/**
 * The settings of what of a client's request is passed to the origin of an original, beyond what
 * every request has.
 */
public record PassConfig(
    @Inline(QueryKeys.Meaning.class) QueryRule query,
    @Key(
            value =
                "Which origins get the field Authorization of who asks for an original: none, all,"
                    + " or ids of origins.",
            name = "passAuthorization",
            is = "none, all, or a list of ids of origins",
            absent = "none",
            as = RecipientsForm.class)
        Recipients authorization,
    @Key(
            value = "Which origins get the field Cookie of who asks for an original.",
            name = "passCookies",
            is = "none, all, or a list of ids of origins",
            absent = "none",
            as = RecipientsForm.class)
        Recipients cookies) {
  public static final PassConfig DEFAULT = RecordForm.defaults(PassConfig.class);

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

    /** Whether that origin does. */
    public boolean include(String originId) {
      return all || ids.contains(originId);
    }
  }
}
