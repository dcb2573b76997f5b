package io.mediarouter.vertx.admin.explain;

import io.mediarouter.plan.ConsideredOption;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.DecisionWords;
import io.mediarouter.plan.Refusal;
import io.mediarouter.vertx.access.PastRequest;
import io.mediarouter.vertx.lines.LogMask;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The form in which it is told what was done for a request. */
public final class PastRequestForm {
  private PastRequestForm() {}

  /** All that is remembered of it, for a reader and for {@link #text}. */
  public static JsonObject json(PastRequest past) {
    var decisions = new JsonArray();
    past.decisions().forEach(each -> decisions.add(json(each)));
    return new JsonObject()
        .put("verdict", LogMask.hide(past.verdict()))
        .put("request", past.entry().toJson())
        .put("decisions", decisions);
  }

  private static JsonObject json(Decision decision) {
    var refused = new JsonObject();
    for (ConsideredOption each : decision.considered()) {
      Refusal refusal = each.refusal();
      if (refusal != null) {
        refused.put(each.option().token(), refusal.reason());
      }
    }
    return new JsonObject()
        .put("verdict", DecisionWords.of(decision))
        .put("option", decision.option().token())
        .put("refused", refused);
  }

  /**
   * The same in lines.
   *
   * @param past as {@link #json}
   */
  static String text(JsonObject past) {
    JsonObject line = past.getJsonObject("request");
    var text = new StringBuilder(past.getString("verdict")).append("\n\n");
    append(text, "proxy", past.getString("proxy"));
    for (String name : line.fieldNames()) {
      if (!name.equals("attempts")) {
        append(text, name, line.getValue(name));
      }
    }
    for (Object each : past.getJsonArray("decisions")) {
      append(text, "decided", ((JsonObject) each).getString("verdict"));
    }
    for (Object each : line.getJsonArray("attempts")) {
      append(text, "tried", attempt((JsonObject) each));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String name, Object value) {
    text.append(String.format("%-14s%s\n", name + ":", value));
  }

  private static String attempt(JsonObject attempt) {
    return String.format(
        "%s for %s, after %s ms, %s ms: %s",
        attempt.getString("server"),
        attempt.getString("work"),
        attempt.getValue("after_ms"),
        attempt.getValue("ms"),
        attempt.getString("cause", "answered"));
  }
}
