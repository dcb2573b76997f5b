package io.mediarouter.vertx.admin;

import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An operator's order of what a server is to do, read from JSON: every mistake is a {@link
 * ProblemException} with status 400 that names the field and what is allowed there.
 *
 * @param state what it is to do
 * @param reason why, for the log; empty = not said
 */
record StateOrder(AdministrativeState state, String reason) {
  private static final int LONGEST_REASON = 200;
  private static final int LONGEST_SHOWN = 64;
  private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}\\u2028\\u2029]*");
  private static final String STATE = "state";
  private static final String REASON = "reason";
  private static final String STATES = "ready, draining, maintenance";
  private static final Set<String> FIELDS = new TreeSet<>(Set.of(STATE, REASON));

  static StateOrder read(@Nullable Object json) {
    if (!(json instanceof JsonObject order)) {
      throw invalid("body", json, "a JSON object with " + String.join(", ", FIELDS));
    }
    for (String field : order.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw invalid(shown(field), order.getValue(field), String.join(", ", FIELDS));
      }
    }
    return new StateOrder(state(order.getValue(STATE)), reason(order.getValue(REASON)));
  }

  private static AdministrativeState state(@Nullable Object json) {
    return find(json).orElseThrow(() -> invalid(STATE, json, STATES));
  }

  private static Optional<AdministrativeState> find(@Nullable Object json) {
    for (AdministrativeState each : AdministrativeState.values()) {
      if (each != AdministrativeState.RETIRED && token(each).equals(json)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  static String token(AdministrativeState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String reason(@Nullable Object json) {
    if (json == null) {
      return "";
    }
    if (!(json instanceof String text)
        || text.length() > LONGEST_REASON
        || !PRINTABLE.matcher(text).matches()) {
      throw invalid(REASON, json, "one line of at most " + LONGEST_REASON + " characters");
    }
    return text;
  }

  private static ProblemException invalid(String field, @Nullable Object value, String allowed) {
    String detail = field + ": " + shown(Objects.toString(value)) + " (allowed: " + allowed + ")";
    return new ProblemException(new Problem(400, "Invalid state", detail, field, allowed));
  }

  private static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }
}
