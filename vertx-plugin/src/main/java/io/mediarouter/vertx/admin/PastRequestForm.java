package io.mediarouter.vertx.admin;

import io.mediarouter.plan.ConsideredOption;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.DecisionWords;
import io.mediarouter.plan.Refusal;
import io.mediarouter.vertx.access.PastRequest;
import io.mediarouter.vertx.lines.LogMask;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The form in which it is told what was done for a request. */
final class PastRequestForm {
  private PastRequestForm() {}

  static JsonObject json(PastRequest past) {
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

  static String text(PastRequest past) {
    JsonObject line = past.entry().toJson();
    var text = new StringBuilder(LogMask.hide(past.verdict())).append("\n\n");
    for (String name : line.fieldNames()) {
      if (!name.equals("attempts")) {
        text.append(String.format("%-14s%s\n", name + ":", line.getValue(name)));
      }
    }
    for (Decision each : past.decisions()) {
      text.append("decided:      ").append(DecisionWords.of(each)).append('\n');
    }
    for (Object each : line.getJsonArray("attempts")) {
      text.append("tried:        ").append(attempt((JsonObject) each)).append('\n');
    }
    return text.toString();
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
