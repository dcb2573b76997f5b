package io.mediarouter.harness.scenario.process;

import io.mediarouter.harness.farm.fault.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A farm and its proxies on free ports of the loopback interface, each a process of its own, with a
 * folder for all that they write. Closing it stops them all and removes the folder; they also end
 * when this process does, however that happens. Safe for use by several threads.
 */
public final class ProcessFarm implements AutoCloseable {
  private final FarmPlan plan;
  private final Launcher launcher;
  private final ClusterLink cluster;
  private final Map<String, FarmProcess> named = new ConcurrentSkipListMap<>();
  private final List<FarmProcess> origins = new CopyOnWriteArrayList<>();
  private final List<FarmProcess> transcoders = new CopyOnWriteArrayList<>();
  private final List<FarmProcess> distributors = new CopyOnWriteArrayList<>();
  private final List<ProxyProcess> proxies = new CopyOnWriteArrayList<>();

  /**
   * A farm that is yet to be started, so that it can be closed while it starts.
   *
   * @throws IOException if there is no room for its files
   */
  public ProcessFarm(FarmPlan plan) throws IOException {
    this.plan = plan;
    launcher = new Launcher();
    cluster = new ClusterLink(plan.extras().contains(FarmExtra.RELAYS));
  }

  /**
   * Starts all of it; returns when all of it listens.
   *
   * @throws IOException if something does not; the message ends with its last words
   */
  public void start() throws IOException {
    origins.addAll(servers("origin", 1, "--folder", plan.media().toString()));
    transcoders.addAll(
        servers(
            "transcoder",
            plan.transcoders(),
            "--capacity",
            Integer.toString(plan.capacityCores()),
            "--allow-source",
            origin().url().toString(),
            "--store",
            folder().resolve("NAME-files").toString()));
    distributors.addAll(stores());
    if (plan.extras().contains(FarmExtra.RELAYS)) {
      cluster.prepare(plan.proxies());
    }
    for (int i = 0; i < plan.proxies(); i++) {
      addProxy();
    }
  }

  private List<FarmProcess> stores() throws IOException {
    if (!plan.extras().contains(FarmExtra.NGINX)) {
      String files = folder().resolve("NAME-files").toString();
      return servers("distributor", plan.distributors(), "--folder", files);
    }
    List<FarmProcess> started = new ArrayList<>();
    for (int i = 1; i <= plan.distributors(); i++) {
      started.add(nginx("distributor-" + i));
    }
    return started;
  }

  private FarmProcess nginx(String name) throws IOException {
    var store = NginxStore.in(folder().resolve(name + "-nginx"), folder().resolve(name + "-files"));
    FarmProcess started = launcher.launch(name, store.command());
    named.put(name, started);
    return started;
  }

  /** Starts servers of one kind at once; {@code NAME} in an argument becomes the server's name. */
  private List<FarmProcess> servers(String kind, int count, String... arguments)
      throws IOException {
    var starting =
        IntStream.rangeClosed(1, count)
            .mapToObj(number -> kind + "-" + number)
            .map(name -> CompletableFuture.supplyAsync(() -> server(kind, name, arguments)))
            .toList();
    List<FarmProcess> started = new ArrayList<>();
    for (CompletableFuture<FarmProcess> each : starting) {
      started.add(result(each));
    }
    return started;
  }

  private static FarmProcess result(CompletableFuture<FarmProcess> starting) throws IOException {
    try {
      return starting.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw failure.getCause();
      }
      throw e;
    }
  }

  private FarmProcess server(String kind, String name, String... arguments) {
    List<String> all = new ArrayList<>(List.of(kind, "--exit-with-stdin"));
    Stream.of(arguments).map(argument -> argument.replace("NAME", name)).forEach(all::add);
    all.addAll(ownOptions(name));
    if (plan.extras().contains(FarmExtra.FAULTS)) {
      all.add("--faults");
    }
    try {
      FarmProcess started = launcher.launch(name, plan.harness(), all);
      named.put(name, started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> ownOptions(String name) {
    for (int i = 0; i < plan.transcoderOptions().size(); i++) {
      if (name.equals("transcoder-" + (i + 1))) {
        return plan.transcoderOptions().get(i);
      }
    }
    return List.of();
  }

  /**
   * Starts one more distribution server, which no proxy knows yet.
   *
   * @throws IOException if it does not listen; the message ends with its last words
   */
  public FarmProcess addDistributor() throws IOException {
    String name = "distributor-" + (distributors.size() + 1);
    String files = folder().resolve("NAME-files").toString();
    try {
      FarmProcess started = server("distributor", name, "--folder", files);
      distributors.add(started);
      return started;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Starts one more proxy; all of them form a cluster.
   *
   * @throws IOException if it does not listen; the message ends with its last words
   */
  public ProxyProcess addProxy() throws IOException {
    return addProxy(plan.settings());
  }

  /**
   * Starts one more proxy with settings of its own, as JSON.
   *
   * @throws IOException if it does not listen; the message ends with its last words
   */
  public ProxyProcess addProxy(String settings) throws IOException {
    String name = "proxy-" + (proxies.size() + 1);
    Path spool = Files.createDirectory(folder().resolve(name + "-spool"));
    Path accessLog = folder().resolve(name + "-access.log");
    Path config = folder().resolve(name + ".yaml");
    int adminPort = FreePort.find();
    Path data = folder().resolve(name + "-data");
    configuration(accessLog, spool, data, adminPort).write(config, settings);
    List<String> arguments = List.of("proxy", "--exit-with-stdin", "--config", config.toString());
    FarmProcess process = launcher.launch(name, plan.proxy(), arguments);
    URI admin = URI.create("http://" + ProxyConfig.LOOPBACK + ":" + adminPort + "/admin/");
    ProxyProcess proxy = new ProxyProcess(name, process, admin, accessLog, spool, config);
    proxies.add(proxy);
    return proxy;
  }

  private ProxyConfig configuration(Path accessLog, Path spool, Path data, int adminPort)
      throws IOException {
    ProxyConfig config = new ProxyConfig(accessLog, spool, data, adminPort);
    add(config, "origin", origins);
    for (int i = 0; i < transcoders.size(); i++) {
      URI url = transcoders.get(i).url();
      String id = "transcoder-" + (i + 1);
      config
          .server("transcoding", id, url)
          .put("capacity", plan.capacityCores())
          .put("many", "outputs")
          .putArray("makes")
          .add("copy")
          .add("cut");
    }
    add(config, "distributor", distributors);
    if (plan.proxies() > 1) {
      cluster.join(config, String.valueOf(folder().getFileName()));
    }
    return config;
  }

  private static void add(ProxyConfig config, String kind, List<FarmProcess> servers) {
    String role = kind.equals("distributor") ? "distribution" : kind;
    for (int i = 0; i < servers.size(); i++) {
      config.server(role, kind + "-" + (i + 1), servers.get(i).url());
    }
  }

  /**
   * The end of what a server or proxy wrote to its standard error.
   *
   * @param name such as {@code transcoder-2}
   */
  public String lastWords(String name) {
    return launcher.lastWords(name);
  }

  /**
   * A server by its name.
   *
   * @param name such as {@code origin-1} or {@code transcoder-2}
   * @throws IllegalArgumentException if there is none
   */
  public FarmProcess server(String name) {
    FarmProcess found = named.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          name + ": no such server (expected: one of " + named.keySet() + ")");
    }
    return found;
  }

  /** The faults of a server; the plan has to have {@link FarmExtra#FAULTS}. */
  public Faults faults(String name) {
    return Faults.of(server(name).url());
  }

  /** The network between the proxies. */
  public ClusterLink cluster() {
    return cluster;
  }

  /** The origin, once started. */
  public FarmProcess origin() {
    return origins.get(0);
  }

  /** The transcoding servers: {@code transcoder-1}, and so on. */
  public List<FarmProcess> transcoders() {
    return List.copyOf(transcoders);
  }

  /** The distribution servers: {@code distributor-1}, and so on. */
  public List<FarmProcess> distributors() {
    return List.copyOf(distributors);
  }

  /** The proxies: {@code proxy-1}, and so on. */
  public List<ProxyProcess> proxies() {
    return List.copyOf(proxies);
  }

  /** The folder for all that the processes write; gone after {@link #close()}. */
  public Path folder() {
    return launcher.folder();
  }

  /** The files in the folder of one distribution server, without what tells of them. */
  public List<Path> stored(int distributor) throws IOException {
    Path files = folder().resolve("distributor-" + distributor + "-files");
    try (Stream<Path> all = Files.walk(files)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".json"))
          .toList();
    }
  }

  /** The ffmpeg processes that run for this farm. */
  public List<ProcessHandle> encoders() {
    return transcoders.stream()
        .flatMap(transcoder -> transcoder.descendants().stream())
        .filter(ProcessFarm::isEncoder)
        .toList();
  }

  private static boolean isEncoder(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/ffmpeg")).isPresent();
  }

  @Override
  public void close() {
    launcher.close();
    cluster.close();
  }
}
