package io.mediarouter.plan;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskForecast;
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
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.Sources;
import io.mediarouter.request.ClientAbilities;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import io.mediarouter.request.Tolerance;
import io.mediarouter.select.FarmExperience;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Clients that ask one proxy for new renditions, in simulated time: each on so many connections, on
 * each of which it asks again as soon as it has what it asked for, or a while after it was refused.
 */
final class Crowd {
  private static final int TURNS = 8;
  private static final int WAITING_PER_CLIENT = 16;
  private static final double RETRY_SECONDS = 2;
  private static final double PRESENT_SECONDS = 120;
  private static final List<PublishingOption> OPTIONS =
      List.of(PublishingOption.ON_DEMAND_EXACT, PublishingOption.ON_DEMAND_EXACT_PRIORITISED);

  /** So many transcoding servers that are alike; 0 sessions = any number. */
  record Farm(int count, double cores, int sessions) {
    private List<Server> servers() {
      return IntStream.range(0, count).mapToObj(this::server).toList();
    }

    private Server server(int number) {
      String id = "t" + number;
      URI url = URI.create("http://" + id + ".test/");
      Set<ServerRole> roles = Set.of(ServerRole.TRANSCODING);
      return new Server(id, roles, url, cores, sessions, Capabilities.ALL, "");
    }
  }

  /** Who asks for what: tasks of so many cores and about so many seconds. */
  record Client(String name, int connections, double cores, double seconds) {}

  private record Event(double at, Runnable what) {}

  private record Asking(
      Client client, MediaRequest request, AssetEntry entry, double since, double until) {
    Asking waitingUntil(double end) {
      return new Asking(client, request, entry, since, end);
    }
  }

  private final List<Server> servers;
  private final PublishingPolicy policy;
  private final PublishingPlanner planner;
  private final Map<String, Client> clients = new HashMap<>();
  private final Map<String, Random> chance = new HashMap<>();
  private final Map<String, Integer> made = new HashMap<>();
  private final Map<String, Double> seen = new HashMap<>();
  private final Map<String, ActiveTask> tasks = new LinkedHashMap<>();
  private final List<Asking> line = new ArrayList<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingDouble(Event::at));
  private final RecentUse recent = new RecentUse();
  private @Nullable FarmView view;
  private double now;
  private int number;

  /** A proxy with nobody at it, where one waits at most so long. */
  Crowd(Farm farm, Duration wait) {
    servers = farm.servers();
    policy = new PublishingPolicy(OPTIONS, Tolerance.EXACT, wait, false);
    var monitor = new ServerLoadMonitor(Duration.ofSeconds(10));
    planner = new Planning(monitor, this::estimate, () -> FarmExperience.NONE).planner();
  }

  private TaskForecast estimate(Task task) {
    Client client = clients.get(task.asset().path());
    double work = client.cores() * client.seconds();
    return TaskForecast.everywhere(
        new TaskEstimate(client.cores(), work, work, TaskEstimate.Basis.HISTORY));
  }

  /** The same with a client that comes after so many seconds. */
  Crowd with(Client client, double after) {
    clients.put(client.name(), client);
    chance.put(client.name(), new Random(client.name().hashCode()));
    for (int i = 0; i < client.connections(); i++) {
      events.add(new Event(after + i * 0.001, () -> ask(client)));
    }
    return this;
  }

  /** How many renditions each client got by then. */
  Map<String, Integer> madeIn(double seconds) {
    while (!events.isEmpty() && events.peek().at() <= seconds) {
      Event event = events.poll();
      now = event.at();
      event.what().run();
    }
    return made;
  }

  private void ask(Client client) {
    var asset = new AssetId(client.name());
    var request =
        new MediaRequest(
            asset,
            Scene.request("height=360"),
            null,
            Tolerance.EXACT,
            ClientAbilities.UNKNOWN,
            Priority.DEFAULT,
            null,
            client.name());
    var entry = new AssetEntry(asset, Sources.clip720p(), Scene.NOW, List.of());
    look(new Asking(client, request, entry, now, now), Set.of());
  }

  private Instant instant() {
    return Scene.NOW.plusNanos((long) (now * 1e9));
  }

  private FarmView view() {
    FarmView present = view;
    if (present == null) {
      present = new FarmView(servers.stream().map(this::view).toList());
      view = present;
    }
    return present;
  }

  private ServerView view(Server server) {
    List<ActiveTask> its =
        tasks.values().stream().filter(task -> task.serverId().equals(server.id())).toList();
    return new ServerView(server, AdministrativeState.READY, ServerHealth.WELL, null, its);
  }

  private ClientUse use() {
    return recent.with(ClientUse.of(view()), now);
  }

  private boolean isAnotherThere(String client) {
    seen.put(client, now);
    return seen.entrySet().stream()
        .anyMatch(each -> !each.getKey().equals(client) && now - each.getValue() < PRESENT_SECONDS);
  }

  private Share share(String client, Set<String> looking) {
    var others = new HashSet<>(looking);
    line.forEach(each -> others.add(each.client().name()));
    others.remove(client);
    return new FairShare(0.75).of(client, use(), isAnotherThere(client), others);
  }

  private void look(Asking asking, Set<String> looking) {
    Decision decision =
        planner.decide(
            new DecisionContext(
                asking.request(),
                policy,
                RenditionResolver.resolve(Scene.request("height=360"), asking.entry().source()),
                asking.entry(),
                view(),
                false,
                Set.of(),
                Duration.ofNanos((long) ((now - asking.since()) * 1e9)),
                share(asking.client().name(), looking),
                instant(),
                new Random(number)));
    follow(decision, asking);
  }

  private void follow(Decision decision, Asking asking) {
    if (!decision.worthWaiting().isZero() && hasPlace(asking.client())) {
      double end = now + decision.worthWaiting().toNanos() / 1e9;
      var waiting = asking.waitingUntil(end);
      line.add(waiting);
      events.add(new Event(end, () -> giveUp(waiting)));
    } else if (decision.option() == PublishingOption.REJECT) {
      refuse(asking);
    } else {
      start(decision.order(), asking);
    }
  }

  private boolean hasPlace(Client client) {
    return line.stream().filter(each -> each.client().equals(client)).count() < WAITING_PER_CLIENT;
  }

  private void giveUp(Asking asking) {
    if (line.remove(asking)) {
      refuse(asking);
    }
  }

  private void refuse(Asking asking) {
    events.add(new Event(now + RETRY_SECONDS, () -> ask(asking.client())));
  }

  private void start(MediaProviderRequest order, Asking asking) {
    Client client = asking.client();
    String id = "task" + number++;
    var chosen = order.candidates().get(0);
    var task =
        new ActiveTask(
            id,
            chosen.server().id(),
            TaskKind.ON_DEMAND,
            asking.request().asset(),
            "key",
            asking.request().priority(),
            chosen.estimate().demandCores(),
            chosen.estimate().workCoreSeconds(),
            instant(),
            0,
            true,
            client.name());
    tasks.put(id, task);
    changed();
    double seconds = client.seconds() * (0.5 + chance.get(client.name()).nextDouble());
    events.add(new Event(now + seconds, () -> end(id, client)));
  }

  private void changed() {
    view = null;
    use();
  }

  private void end(String id, Client client) {
    tasks.remove(id);
    changed();
    made.merge(client.name(), 1, Integer::sum);
    giveTurns();
    ask(client);
  }

  private void giveTurns() {
    List<Asking> first = new FairTurns(use()).first(line, Asking::request, TURNS);
    line.removeAll(first);
    for (int i = 0; i < first.size(); i++) {
      look(first.get(i), names(first.subList(i + 1, first.size())));
    }
  }

  private static Set<String> names(List<Asking> some) {
    return some.stream().map(each -> each.client().name()).collect(Collectors.toSet());
  }
}
