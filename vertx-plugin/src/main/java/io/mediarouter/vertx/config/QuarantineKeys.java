package io.mediarouter.vertx.config;

import io.mediarouter.health.QuarantineRule;
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
}
