package io.mediarouter.vertx.admin;

import io.mediarouter.schedule.GateReading;
import io.mediarouter.schedule.Wait;
import io.mediarouter.speculate.Account;
import io.mediarouter.speculate.Proposal;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.speculation.PredictorStanding;
import io.mediarouter.vertx.speculation.Speculator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;

/**
 * The resource of what is made ahead of demand, whether it pays, and why batch work runs or not.
 */
public final class SpeculationResource implements AdminResource {
  private final Speculator speculator;

  public SpeculationResource(Speculator speculator) {
    this.speculator = speculator;
  }

  @Override
  public void addTo(AdminRoutes routes) {
    routes.at("/speculation").read(this::show);
  }

  private void show(RoutingContext context) {
    Answers.json(
        context,
        200,
        new JsonObject()
            .put("gate", gate(speculator.gate()))
            .put("predictors", predictors())
            .put("next", next()));
  }

  private JsonObject gate(GateReading reading) {
    return new JsonObject()
        .put("open", reading.isOpen())
        .put("transcoding_below_watermark", reading.state().transcodingOpen())
        .put("distribution_below_watermark", reading.state().distributionOpen())
        .put("allowed_cores", rounded(reading.allowedCores()))
        .put("free_cores", rounded(reading.freeOfFarm()))
        .put("yielding", reading.yielding().size())
        .put("ordered_waits", speculator.obstacleOfOrdered().map(Wait::text).orElse(null))
        .put("speculative_waits", speculator.obstacle().map(Wait::text).orElse(null));
  }

  private JsonArray predictors() {
    var all = new JsonArray();
    speculator.standings().forEach(each -> all.add(predictor(each)));
    return all;
  }

  private static JsonObject predictor(PredictorStanding standing) {
    Account account = standing.results();
    return new JsonObject()
        .put("predictor", standing.name())
        .put("on", standing.isOn())
        .put("budget", standing.budget())
        .put("budget_share", rounded(standing.share()))
        .put("budget_left_core_seconds", rounded(standing.coreSecondsLeft()))
        .put("spent_core_seconds", rounded(account.spent()))
        .put("saved_core_seconds", rounded(account.saved()))
        .put("gained_core_seconds", rounded(standing.netGain()))
        .put("wasted_core_seconds", rounded(account.wasted()))
        .put("made", rounded(account.made()))
        .put("used", rounded(account.used()))
        .put("uses", rounded(account.uses()))
        .put("as_of", account.at().equals(Instant.EPOCH) ? null : Answers.moment(account.at()));
  }

  private JsonArray next() {
    var all = new JsonArray();
    speculator.next().forEach(proposal -> all.add(proposal(proposal)));
    return all;
  }

  private static JsonObject proposal(Proposal proposal) {
    return new JsonObject()
        .put("asset", proposal.target().asset().path())
        .put("rendition", proposal.target().rendition().key())
        .put("predictor", proposal.predictor())
        .put("expected_uses", rounded(proposal.expectedUses()))
        .put("cost_core_seconds", rounded(proposal.costCoreSeconds()))
        .put("worth", rounded(proposal.worth()));
  }

  private static double rounded(double number) {
    return Math.round(number * 1000) / 1000.0;
  }
}
