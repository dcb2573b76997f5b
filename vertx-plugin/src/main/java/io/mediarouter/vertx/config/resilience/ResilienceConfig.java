package io.mediarouter.vertx.config.resilience;

import io.mediarouter.health.EjectionSettings;
import io.mediarouter.health.QuarantineRule;
import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.MappedForm;
import io.mediarouter.vertx.config.form.RecordForm;
import java.time.Duration;

/** The settings of how slow, failing and vanishing back ends are dealt with. */
public record ResilienceConfig(
    @Key(
            value =
                "Circuit breakers, one for each server and kind of work: open, they refuse, and the"
                    + " request goes elsewhere at once. Below roles and servers stand the same keys"
                    + " for the servers of a role, or for one server by its id; what is left out"
                    + " there is as for all.",
            as = BreakersForm.class)
        BreakersConfig breakers,
    @Key(
            value =
                "When several proxies find a server bad, none of them uses it for a while, longer"
                    + " each time in a row.",
            as = EjectionKeys.Meaning.class)
        EjectionSettings ejection,
    @Key(
            value = "Time in which a server that has recovered comes back to its share of work.",
            absent = "10s")
        Duration slowStart,
    @Key(
            "Checks of servers that nobody may be asking for anything; each server is checked by"
                + " one proxy. A server that answers below 500 passes. One that used to report its"
                + " load and no longer does is not used for new transcodes, and then for nothing.")
        HealthConfig health,
    @Key(
            "What is done for a request whose server fails before a byte was sent: it goes to the"
                + " next server, and then to the next option.")
        FailoverConfig failover,
    @Key(
            value =
                "Renditions that fail on different servers are at fault themselves; they are"
                    + " refused for a while, and no server is blamed. What one server has looked at"
                    + " and refuses (4xx) is 422 with its cause, or 400 for parameters, for that"
                    + " version of the source.",
            as = QuarantineKeys.Meaning.class)
        QuarantineRule quarantine) {
  public static final ResilienceConfig DEFAULT = RecordForm.defaults(ResilienceConfig.class);

  public ResilienceConfig {
    Checks.positive("slowStart", slowStart);
  }

  /** The keys of when media are refused that no server can make. */
  private record QuarantineKeys(
      @Key(value = "On how many servers a rendition has to fail.", absent = "2", range = "1..100")
          int servers,
      @Key(value = "How long it is refused after its last failure.", absent = "5m")
          Duration length) {

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
}
