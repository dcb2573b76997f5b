package io.mediarouter.vertx.admin.servers;

import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.SlowStart;
import io.mediarouter.farm.Work;
import io.mediarouter.health.Ejection;
import io.mediarouter.health.HealthVote;
import io.mediarouter.health.ServerCheck;
import io.mediarouter.state.Row;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.admin.rest.Answers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON of a server's health, for operators. */
public final class HealthJson {
  private HealthJson() {}

  /** What a decision knew of it. */
  public static JsonObject of(ServerHealth health) {
    return new JsonObject()
        .put("condition", health.condition().token())
        .put("refused_here", works(health.refused()))
        .put("on_trial_here", works(health.onTrial()))
        .put("ejected", works(health.ejected()))
        .put("slow_start", health.slowStart() != null);
  }

  private static JsonArray works(Set<Work> works) {
    return new JsonArray(works.stream().sorted().map(Work::token).toList());
  }

  /** That, and who says so. */
  public static JsonObject of(
      String serverId, ServerHealth health, SharedState state, Instant now) {
    return new JsonObject()
        .put("condition", health.condition().token())
        .put("check", check(serverId, state))
        .put("refused_here", works(health.refused()))
        .put("on_trial_here", works(health.onTrial()))
        .put("opinions_of_others", opinions(serverId, state))
        .put("ejected", ejections(serverId, state, now))
        .put("slow_start_share", share(health.slowStart(), now));
  }

  private static @Nullable JsonObject check(String serverId, SharedState state) {
    return state.checks().rows().stream()
        .filter(row -> row.key().equals(serverId))
        .max(Comparator.comparing(row -> row.value().at()))
        .map(HealthJson::check)
        .orElse(null);
  }

  private static JsonObject check(Row<ServerCheck> row) {
    return new JsonObject()
        .put("up", row.value().up())
        .put("problem", row.value().problem())
        .put("at", Answers.moment(row.value().at()))
        .put("by", row.owner());
  }

  private static JsonObject opinions(String serverId, SharedState state) {
    var byMember = new TreeMap<String, JsonArray>();
    for (Row<HealthVote> row : state.healthVotes().rows()) {
      if (row.value().serverId().equals(serverId) && !row.owner().equals(state.self())) {
        byMember.computeIfAbsent(row.owner(), member -> new JsonArray()).add(opinion(row.value()));
      }
    }
    var opinions = new JsonObject();
    byMember.forEach(opinions::put);
    return opinions;
  }

  private static JsonObject opinion(HealthVote opinion) {
    return new JsonObject()
        .put("work", opinion.work().token())
        .put("since", Answers.moment(opinion.since()));
  }

  private static JsonArray ejections(String serverId, SharedState state, Instant now) {
    var ejections = new JsonArray();
    for (Work work : Work.values()) {
      state
          .ejections()
          .get(Ejection.key(serverId, work))
          .filter(row -> row.value().holds(now))
          .ifPresent(row -> ejections.add(ejection(row.value())));
    }
    return ejections;
  }

  private static JsonObject ejection(Ejection ejection) {
    return new JsonObject()
        .put("work", ejection.work().token())
        .put("until", Answers.moment(ejection.until()))
        .put("times", ejection.times());
  }

  /** Share of its usual work; 1 = it is treated like any other. */
  private static double share(@Nullable SlowStart start, Instant now) {
    return start == null ? 1 : Math.round(start.shareAt(now) * 100) / 100.0;
  }
}
