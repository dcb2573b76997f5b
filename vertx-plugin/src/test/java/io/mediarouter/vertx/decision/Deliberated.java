package io.mediarouter.vertx.decision;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionParameters;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.Sources;
import io.mediarouter.plan.DecisionContext;
import io.mediarouter.plan.PublishingPolicy;
import io.mediarouter.request.ClientAbilities;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import io.mediarouter.request.Tolerance;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** DecisionContexts of all sorts, each made from a number. */
final class Deliberated {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00.123456789Z");
  private static final AssetId ASSET = new AssetId("films/ä clip.mp4");
  private static final List<String> HEIGHTS = List.of("240", "360", "480", "360..720", "144..720");
  private static final List<String> ACCEPTS =
      List.of("", "video/webm;codecs=\"vp9, opus\"", "video/*", "video/mp4, video/webm");

  private final Random random;

  private Deliberated(long number) {
    random = new Random(number);
  }

  static DecisionContext of(long number) {
    return new Deliberated(number).context();
  }

  /** An estimator that knows servers apart. */
  static TaskLoadEstimator estimator() {
    return task -> {
      double cores = 0.3 + task.rendition().height() / 333.0;
      var estimate = new TaskEstimate(cores, 7 * cores, 9.1 * cores, TaskEstimate.Basis.HISTORY);
      return new TaskForecast(estimate, id -> 1 + id.hashCode() % 7 / 10.0);
    };
  }

  private DecisionContext context() {
    RenditionRequest asked = random.nextInt(8) == 0 ? null : asked();
    var entry = new AssetEntry(ASSET, Sources.clip720p(), NOW, stored());
    return new DecisionContext(
        request(asked),
        PublishingPolicy.DEFAULT,
        asked == null ? null : RenditionResolver.resolve(asked, entry.source()),
        entry,
        farm(),
        random.nextInt(8) == 0,
        random.nextInt(4) == 0 ? Set.of("t1", "d2") : Set.of(),
        Duration.ofMillis(random.nextInt(700)),
        NOW,
        random);
  }

  private RenditionRequest asked() {
    return asked(HEIGHTS.get(random.nextInt(HEIGHTS.size())));
  }

  private static RenditionRequest asked(String height) {
    return RenditionParameters.read(Map.of("height", height), RenditionRequest.DEFAULT);
  }

  private MediaRequest request(@Nullable RenditionRequest asked) {
    int tolerance = random.nextInt(4);
    return new MediaRequest(
        ASSET,
        asked,
        random.nextBoolean() ? null : "360p",
        tolerance == 3 ? null : Tolerance.values()[tolerance],
        ClientAbilities.of(ACCEPTS.get(random.nextInt(ACCEPTS.size()))),
        new Priority(random.nextInt(8)),
        random.nextBoolean() ? null : Duration.ofMillis(random.nextInt(900)),
        "192.0.2.7");
  }

  private List<StoredRendition> stored() {
    var stored = new ArrayList<StoredRendition>();
    for (String height : HEIGHTS.subList(0, random.nextInt(4))) {
      var rendition = RenditionResolver.resolve(asked(height), Sources.clip720p());
      stored.add(
          new StoredRendition(
              rendition, "\"v1\"", height, 9, "\"e\"", NOW, List.of("d1", "d2", "gone")));
    }
    return stored;
  }

  private FarmView farm() {
    var servers = new ArrayList<ServerView>();
    servers.add(view("o1", ServerRole.ORIGIN));
    for (int i = 1; i <= 5; i++) {
      servers.add(view("t" + i, ServerRole.TRANSCODING));
    }
    servers.add(view("d1", ServerRole.DISTRIBUTION));
    servers.add(view("d2", ServerRole.DISTRIBUTION));
    return new FarmView(servers);
  }

  private ServerView view(String id, ServerRole role) {
    var server =
        new Server(id, Set.of(role), URI.create("http://me:secret@" + id + ".test/"), 4, "");
    LoadReport report =
        random.nextBoolean()
            ? null
            : new LoadReport(id, random.nextDouble() * 12, NOW.minusSeconds(random.nextInt(12)));
    return new ServerView(server, state(), health(), report, tasks(id));
  }

  private ServerHealth health() {
    return random.nextInt(6) > 0 ? ServerHealth.WELL : ServerHealth.refusing();
  }

  private AdministrativeState state() {
    return random.nextInt(4) > 0
        ? AdministrativeState.READY
        : AdministrativeState.values()[random.nextInt(4)];
  }

  private List<ActiveTask> tasks(String server) {
    var tasks = new ArrayList<ActiveTask>();
    for (int i = random.nextInt(5); i > 0; i--) {
      tasks.add(
          new ActiveTask(
              server + "-" + i,
              server,
              TaskKind.values()[random.nextInt(2)],
              ASSET,
              "key",
              new Priority(random.nextInt(8)),
              random.nextDouble() * 2,
              random.nextDouble() * 100,
              NOW.minusMillis(random.nextInt(20_000)),
              random.nextDouble(),
              random.nextBoolean()));
    }
    return tasks;
  }
}
