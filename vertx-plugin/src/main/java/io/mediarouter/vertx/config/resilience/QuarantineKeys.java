package io.mediarouter.vertx.config.resilience;

import io.mediarouter.health.QuarantineRule;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.MappedForm;
import java.time.Duration;

/** The keys of when media are refused that no server can make. */
record QuarantineKeys(
    @Key(value = "On how many servers a rendition has to fail.", absent = "2", range = "1..100")
        int servers,
    @Key(value = "How long it is refused after its last failure.", absent = "5m") Duration length) {

  static QuarantineKeys of(QuarantineRule rule) {
    return new QuarantineKeys(rule.servers(), rule.length());
  }

  QuarantineRule rule() {
    return new QuarantineRule(servers, length);
  }

  /** What they mean. */
  static final class Meaning extends FormOf<QuarantineRule> {
    Meaning() {
      super(MappedForm.of(QuarantineKeys.class, QuarantineKeys::rule, QuarantineKeys::of));
    }
  }
}
