package io.mediarouter.vertx.config.front;

import io.mediarouter.request.QueryRule;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.MappedForm;
import io.mediarouter.vertx.config.form.Texts;
import java.util.Set;

/** The keys of what becomes of parameters that are not ours. */
record QueryKeys(
    @Key(
            value =
                "Which parameters of the query of an original go to its origin, and are part of"
                    + " what is asked for: none, all, or names such as [token, v] (protected HLS:"
                    + " [token]). Those that describe renditions never do.",
            is = "none, all, or a list of names of query parameters",
            absent = "none",
            as = RecipientsForm.class)
        PassConfig.Recipients passQuery,
    @Key(
            value =
                "Parameters that are taken as absent, of originals and of renditions, such as"
                    + " [utm_source].",
            is = "a list of names of query parameters",
            each = Texts.NAME,
            pattern = ".",
            most = 100,
            absent = "[]")
        Set<String> ignoreQuery) {

  static QueryKeys of(QueryRule rule) {
    return new QueryKeys(
        new PassConfig.Recipients(rule.passesAll(), rule.passed()), rule.ignored());
  }

  QueryRule rule() {
    return new QueryRule(passQuery.all(), passQuery.ids(), ignoreQuery);
  }

  /** What they mean. */
  static final class Meaning extends FormOf<QueryRule> {
    Meaning() {
      super(MappedForm.of(QueryKeys.class, QueryKeys::rule, QueryKeys::of));
    }
  }
}
