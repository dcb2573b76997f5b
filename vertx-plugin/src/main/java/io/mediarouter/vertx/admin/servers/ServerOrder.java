package io.mediarouter.vertx.admin.servers;

import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An operator's order of what is to become of a server, read from JSON: every mistake is a {@link
 * ProblemException} with status 400 that names the field and what is allowed there. It is one of a
 * state, roles and a capacity.
 *
 * @param state what it is to do; null = as before
 * @param handsOver whether batch work that runs there is moved at once
 * @param roles what it is to do from then on; empty = as before
 * @param capacityCores cores for tasks; 0 = as before
 * @param reason why, for the log; empty = not said
 */
record ServerOrder(
    @Nullable AdministrativeState state,
    boolean handsOver,
    Set<ServerRole> roles,
    double capacityCores,
    String reason) {
  private static final int LONGEST_REASON = 200;
  private static final int LONGEST_SHOWN = 64;
  private static final double MOST_CORES = 100_000;
  private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}\\u2028\\u2029]*");
  private static final String STATE = "state";
  private static final String MODE = "mode";
  private static final String ROLES = "roles";
  private static final String CAPACITY = "capacity";
  private static final String REASON = "reason";
  private static final String SOFT = "soft";
  private static final String HAND_OVER = "hand-over";
  private static final String STATES = "ready, draining, maintenance, retired";
  private static final List<String> WHAT = List.of(STATE, ROLES, CAPACITY);
  private static final Set<String> FIELDS =
      new TreeSet<>(Set.of(STATE, MODE, ROLES, CAPACITY, REASON));

  static ServerOrder read(@Nullable Object json) {
    if (!(json instanceof JsonObject order)) {
      throw invalid("body", json, "a JSON object with " + String.join(", ", FIELDS));
    }
    for (String field : order.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw invalid(shown(field), order.getValue(field), String.join(", ", FIELDS));
      }
    }
    requireOne(order);
    return new ServerOrder(
        order.containsKey(STATE) ? state(order.getValue(STATE)) : null,
        handsOver(order.getValue(MODE)),
        order.containsKey(ROLES) ? roles(order.getValue(ROLES)) : Set.of(),
        order.containsKey(CAPACITY) ? capacity(order.getValue(CAPACITY)) : 0,
        reason(order.getValue(REASON)));
  }

  private static void requireOne(JsonObject order) {
    long count = WHAT.stream().filter(order::containsKey).count();
    if (count == 0) {
      throw invalid(STATE, null, STATES);
    }
    if (count > 1) {
      throw invalid("body", order.fieldNames(), "one of state, roles, capacity");
    }
  }

  private static AdministrativeState state(@Nullable Object json) {
    return Arrays.stream(AdministrativeState.values())
        .filter(each -> token(each).equals(json))
        .findAny()
        .orElseThrow(() -> invalid(STATE, json, STATES));
  }

  static String token(AdministrativeState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static boolean handsOver(@Nullable Object json) {
    if (json != null && !json.equals(SOFT) && !json.equals(HAND_OVER)) {
      throw invalid(MODE, json, SOFT + ", " + HAND_OVER);
    }
    return HAND_OVER.equals(json);
  }

  /** An origin's media cannot be moved, so that role is not given or taken while it runs. */
  private static Set<ServerRole> roles(@Nullable Object json) {
    var roles = EnumSet.noneOf(ServerRole.class);
    if (json instanceof JsonArray tokens) {
      tokens.forEach(token -> roles.add(role(token).orElseThrow(() -> invalidRoles(json))));
    }
    if (roles.isEmpty()) {
      throw invalidRoles(json);
    }
    return roles;
  }

  private static Optional<ServerRole> role(@Nullable Object token) {
    return EnumSet.of(ServerRole.TRANSCODING, ServerRole.DISTRIBUTION).stream()
        .filter(each -> each.token().equals(token))
        .findAny();
  }

  private static ProblemException invalidRoles(@Nullable Object json) {
    return invalid(ROLES, json, "a list of transcoding, distribution");
  }

  private static double capacity(@Nullable Object json) {
    if (!(json instanceof Number cores)
        || !(cores.doubleValue() > 0)
        || cores.doubleValue() > MOST_CORES) {
      throw invalid(CAPACITY, json, "a number above 0");
    }
    return cores.doubleValue();
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
    return new ProblemException(new Problem(400, "Invalid order", detail, field, allowed));
  }

  private static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }
}
