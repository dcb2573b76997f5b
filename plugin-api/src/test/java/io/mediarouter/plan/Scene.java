package io.mediarouter.plan;

import io.mediarouter.estimate.ConservativeEstimator;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.Capabilities;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionParameters;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.Sources;
import io.mediarouter.request.ClientAbilities;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import io.mediarouter.request.Tolerance;
import io.mediarouter.select.FarmExperience;
import io.mediarouter.select.ServerChoice;
import io.mediarouter.select.ServerChoosing;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A farm, an asset and a request to be decided, set up in the words of a test. */
final class Scene {
  static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final AssetId ASSET = new AssetId("films/clip.mp4");

  private final List<ServerView> servers = new ArrayList<>();
  private final List<StoredRendition> stored = new ArrayList<>();
  private final List<ActiveTask> tasks = new ArrayList<>();
  private PublishingPolicy policy = PublishingPolicy.DEFAULT;
  private String accept = "";
  private Priority priority = Priority.DEFAULT;
  private @Nullable Duration patience;
  private @Nullable Tolerance tolerance;
  private Duration waited = Duration.ZERO;
  private Share share = Share.ALL;
  private boolean joinable;
  private boolean transcoderUp = true;
  private double capacity = 4;
  private Capabilities capabilities = Capabilities.ALL;

  /** The farm: one origin, one transcoding server of 4 cores, one distribution server. */
  static Scene farm() {
    return new Scene();
  }

  Scene policy(PublishingPolicy other) {
    policy = other;
    return this;
  }

  Scene capacity(double cores) {
    capacity = cores;
    return this;
  }

  Scene makes(String... tokens) {
    capabilities = Capabilities.of(List.of(tokens));
    return this;
  }

  Scene accept(String field) {
    accept = field;
    return this;
  }

  Scene priority(int urgency) {
    priority = new Priority(urgency);
    return this;
  }

  Scene patience(Duration time) {
    patience = time;
    return this;
  }

  Scene tolerance(Tolerance asked) {
    tolerance = asked;
    return this;
  }

  Scene waited(Duration time) {
    waited = time;
    return this;
  }

  Scene share(Share some) {
    share = some;
    return this;
  }

  Scene joinable() {
    joinable = true;
    return this;
  }

  Scene withoutTranscoder() {
    transcoderUp = false;
    return this;
  }

  Scene stored(String query) {
    stored.add(
        new StoredRendition(rendition(query), "\"v1\"", query, 1000, "\"e\"", NOW, List.of("d1")));
    return this;
  }

  Scene running(
      String id, TaskKind kind, int urgency, double cores, double progress, boolean delivering) {
    tasks.add(
        new ActiveTask(
            id,
            "t1",
            kind,
            ASSET,
            "key",
            new Priority(urgency),
            cores,
            100,
            NOW.minusSeconds(60),
            progress,
            delivering));
    return this;
  }

  Decision decide(String query) {
    return decide(request(query));
  }

  Decision decide(@Nullable RenditionRequest asked) {
    return planner().decide(context(asked));
  }

  Explanation explain(String query) {
    return planning().explainer().explain(context(request(query)), 1);
  }

  DecisionContext context(@Nullable RenditionRequest asked) {
    var entry = new AssetEntry(ASSET, Sources.clip720p(), NOW, stored);
    var request =
        new MediaRequest(
            ASSET, asked, null, tolerance, ClientAbilities.of(accept), priority, patience, "c");
    Rendition wanted = asked == null ? null : RenditionResolver.resolve(asked, entry.source());
    return new DecisionContext(
        request,
        policy,
        wanted,
        entry,
        view(),
        joinable,
        Set.of(),
        waited,
        share,
        NOW,
        new Random(1));
  }

  static PublishingPlanner planner() {
    return planning().planner();
  }

  /** A server is full when each of its cores has a task. */
  private static Planning planning() {
    return new Planning(
        new ServerLoadMonitor(Duration.ofSeconds(10)),
        new ConservativeEstimator(),
        () -> FarmExperience.NONE,
        new ServerChoosing(ServerChoice.LEAST_COST, 1));
  }

  private FarmView view() {
    servers.clear();
    servers.add(view("o1", ServerRole.ORIGIN, true, List.of()));
    servers.add(view("t1", ServerRole.TRANSCODING, transcoderUp, tasks));
    servers.add(view("d1", ServerRole.DISTRIBUTION, true, List.of()));
    return new FarmView(servers);
  }

  private ServerView view(String id, ServerRole role, boolean healthy, List<ActiveTask> active) {
    var server =
        new Server(
            id, Set.of(role), URI.create("http://" + id + ".test/"), capacity, capabilities, "");
    ServerHealth health = healthy ? ServerHealth.WELL : ServerHealth.refusing();
    return new ServerView(server, AdministrativeState.READY, health, null, active);
  }

  static Rendition rendition(String query) {
    return RenditionResolver.resolve(request(query), Sources.clip720p());
  }

  static RenditionRequest request(String query) {
    Map<String, String> values = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      values.put(parts[0], parts[1]);
    }
    return RenditionParameters.read(values, RenditionRequest.DEFAULT);
  }
}
