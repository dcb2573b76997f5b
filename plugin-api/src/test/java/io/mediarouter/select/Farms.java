package io.mediarouter.select;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.Sources;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.request.Priority;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Servers, tasks and selectors that tests share. */
final class Farms {
  static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  static final AssetId ASSET = new AssetId("clip.mp4");
  static final Task TASK =
      new Task(
          ASSET,
          Sources.clip720p(),
          new Rendition(Format.MP4, VideoCodec.H264, null, 640, 360, 0, 0, 0, 0, 0, 0),
          EncodingSpeed.FAST);
  static final ServerLoadMonitor MONITOR =
      new ServerLoadMonitor(ServerLoadMonitor.DEFAULT_STALE_AFTER);

  private Farms() {}

  static Server server(String id, double cores) {
    return new Server(id, Set.of(ServerRole.TRANSCODING), URI.create("http://" + id), cores, "");
  }

  static ServerView view(Server server, ActiveTask... tasks) {
    return new ServerView(
        server, AdministrativeState.READY, ServerHealth.WELL, null, List.of(tasks));
  }

  static ServerView view(Server server, List<ActiveTask> tasks, int own) {
    return new ServerView(server, AdministrativeState.READY, ServerHealth.WELL, null, tasks, own);
  }

  static ActiveTask task(String id, Server server, double cores, double work, double secondsAgo) {
    return new ActiveTask(
        id,
        server.id(),
        TaskKind.ON_DEMAND,
        ASSET,
        "key",
        Priority.DEFAULT,
        cores,
        work,
        NOW.minusNanos(Math.round(secondsAgo * 1e9)),
        0,
        false);
  }

  /** A task of so much work on one core, with servers that cost differently. */
  static TaskForecast forecast(double work, Map<String, Double> costs) {
    return new TaskForecast(
        new TaskEstimate(1, work, TaskEstimate.Basis.HISTORY), id -> costs.getOrDefault(id, 1.0));
  }

  static LeastCostSelector selector(TaskForecast forecast, FarmExperience experience) {
    return new LeastCostSelector(
        MONITOR, task -> forecast, () -> experience, Double.POSITIVE_INFINITY);
  }

  static List<String> ids(List<Candidate> candidates) {
    return candidates.stream().map(candidate -> candidate.server().id()).toList();
  }

  static List<ServerView> list(ServerView... views) {
    return Arrays.asList(views);
  }
}
