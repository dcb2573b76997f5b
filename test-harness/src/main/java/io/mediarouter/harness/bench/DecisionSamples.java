package io.mediarouter.harness.bench;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.estimate.TaskRecord;
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
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.media.VideoStream;
import io.mediarouter.plan.DecisionContext;
import io.mediarouter.plan.PublishingPolicy;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What {@link DecisionBenchmark} decides about. */
final class DecisionSamples {
  private static final int TASKS_PER_SERVER = 5;
  private static final int STORED = 50;
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  private static final AssetId ASSET = new AssetId("films/clip.mp4");
  private static final SourceProperties SOURCE =
      SourceProperties.of(
          "\"v1\"",
          "mp4",
          "video/mp4",
          1 << 28,
          Duration.ofMinutes(10),
          new VideoStream("h264", 1920, 1080, 25_000, 4_000_000),
          null);

  private final RandomGenerator random = new SplittableRandom(7);
  private final List<Task> tasks = new ArrayList<>();
  private final List<Rendition> stored = new ArrayList<>();
  private final MediaRequest request = MediaRequest.of(ASSET, RenditionRequest.DEFAULT);
  private final AssetEntry entry;
  private int turn;

  DecisionSamples() {
    for (int i = 0; i < 1024; i++) {
      tasks.add(task("asset-" + random.nextInt(100)));
    }
    for (int i = 0; i < STORED; i++) {
      stored.add(rendition(240 + 2 * i, 0, 0));
    }
    entry = new AssetEntry(ASSET, SOURCE, NOW, stored.stream().map(this::store).toList());
  }

  private static Rendition rendition(int height, long start, long duration) {
    int width = height * 16 / 9 & ~1;
    return new Rendition(
        Format.MP4, VideoCodec.H264, AudioCodec.AAC, width, height, 0, 0, 0, 0, start, duration);
  }

  private StoredRendition store(Rendition rendition) {
    String path = "clip/" + rendition.key();
    return new StoredRendition(
        rendition, SOURCE.version(), path, 1 << 20, "\"e\"", NOW, List.of("server-0", "server-1"));
  }

  private Task task(String asset) {
    int height = 240 + 2 * random.nextInt(400);
    Rendition rendition = rendition(height, random.nextInt(300) * 2000L, 2000);
    return new Task(new AssetId(asset), SOURCE, rendition, EncodingSpeed.FAST);
  }

  Instant now() {
    return NOW;
  }

  Task nextTask() {
    turn = (turn + 1) % tasks.size();
    return tasks.get(turn);
  }

  TaskForecast flatForecast(Task task) {
    return TaskForecast.everywhere(new TaskEstimate(1, 1, TaskEstimate.Basis.CONSERVATIVE));
  }

  List<TaskRecord> finishedTasks(int count, int servers) {
    var records = new ArrayList<TaskRecord>(count);
    for (int i = 0; i < count; i++) {
      double cost = Math.exp(0.3 * random.nextGaussian());
      String server = "server-" + random.nextInt(servers);
      Task task = task("asset-" + random.nextInt(100));
      records.add(new TaskRecord(server, task, cost, cost, true, NOW));
    }
    return records;
  }

  FarmView farm(int servers) {
    var views = new ArrayList<ServerView>(servers);
    for (int i = 0; i < servers; i++) {
      views.add(view(server("server-" + i)));
    }
    return new FarmView(views);
  }

  private static Server server(String id) {
    var roles = Set.of(ServerRole.TRANSCODING, ServerRole.DISTRIBUTION);
    return new Server(id, roles, URI.create("http://" + id + ".example"), 4, "");
  }

  private ServerView view(Server server) {
    var running = new ArrayList<ActiveTask>();
    for (int i = 0; i < TASKS_PER_SERVER; i++) {
      running.add(active(server.id() + "/" + i, server));
    }
    var report = new LoadReport(server.id(), 4, NOW.minusMillis(700));
    return new ServerView(server, AdministrativeState.READY, ServerHealth.WELL, report, running, 2);
  }

  private ActiveTask active(String id, Server server) {
    double work = 1 + random.nextExponential() * 10;
    return new ActiveTask(
        id,
        server.id(),
        TaskKind.ON_DEMAND,
        ASSET,
        "key",
        Priority.DEFAULT,
        1,
        work,
        NOW.minusMillis(random.nextInt(5000)),
        random.nextDouble(),
        true);
  }

  Map<ActiveTask, Server> tasks(FarmView farm) {
    var all = new IdentityHashMap<ActiveTask, Server>();
    farm.servers().forEach(view -> view.tasks().forEach(task -> all.put(task, view.server())));
    return all;
  }

  DecisionContext transcode(FarmView farm, RandomGenerator chance) {
    return context(nextTask().rendition(), farm, chance);
  }

  DecisionContext cached(FarmView farm, RandomGenerator chance) {
    turn = (turn + 1) % tasks.size();
    return context(stored.get(turn % STORED), farm, chance);
  }

  private DecisionContext context(Rendition rendition, FarmView farm, RandomGenerator chance) {
    return new DecisionContext(
        request,
        PublishingPolicy.DEFAULT,
        rendition,
        entry,
        farm,
        false,
        Set.of(),
        Duration.ZERO,
        NOW,
        chance);
  }
}
