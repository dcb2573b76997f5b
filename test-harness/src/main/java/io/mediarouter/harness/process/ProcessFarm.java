package io.mediarouter.harness.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A farm and its proxies on free ports of the loopback interface, each a process of its own, with a
 * folder for all that they write. Closing it stops them all and removes the folder; they also end
 * when this process does, however that happens. Safe for use by several threads.
 */
public final class ProcessFarm implements AutoCloseable {
  private static final int LOG_LINES = 12;

  private final FarmPlan plan;
  private final Path folder;
  private final List<Process> born = new ArrayList<>();
  private final List<FarmProcess> origins = new CopyOnWriteArrayList<>();
  private final List<FarmProcess> transcoders = new CopyOnWriteArrayList<>();
  private final List<FarmProcess> distributors = new CopyOnWriteArrayList<>();
  private final List<ProxyProcess> proxies = new CopyOnWriteArrayList<>();
  private final List<Integer> clusterPorts = new ArrayList<>();
  private boolean closed;

  /**
   * A farm that is yet to be started, so that it can be closed while it starts.
   *
   * @throws IOException if there is no room for its files
   */
  public ProcessFarm(FarmPlan plan) throws IOException {
    this.plan = plan;
    folder = Files.createTempDirectory("media-router-run-");
    Files.createDirectory(folder.resolve("tmp"));
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
            origin().url().toString()));
    distributors.addAll(
        servers(
            "distributor",
            plan.distributors(),
            "--folder",
            folder.resolve("NAME-files").toString()));
    for (int i = 0; i < plan.proxies(); i++) {
      addProxy();
    }
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
    try {
      return launch(name, plan.harness(), all);
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
    Path spool = Files.createDirectory(folder.resolve(name + "-spool"));
    Path accessLog = folder.resolve(name + "-access.log");
    Path config = folder.resolve(name + ".yaml");
    int adminPort = freePort();
    configuration(accessLog, spool, adminPort).write(config, settings);
    List<String> arguments = List.of("proxy", "--exit-with-stdin", "--config", config.toString());
    FarmProcess process = launch(name, plan.proxy(), arguments);
    URI admin = URI.create("http://" + ProxyConfig.LOOPBACK + ":" + adminPort + "/admin/");
    ProxyProcess proxy = new ProxyProcess(name, process, admin, accessLog, spool);
    proxies.add(proxy);
    return proxy;
  }

  private ProxyConfig configuration(Path accessLog, Path spool, int adminPort) throws IOException {
    ProxyConfig config = new ProxyConfig(accessLog, spool, adminPort);
    add(config, "origin", origins);
    for (int i = 0; i < transcoders.size(); i++) {
      URI url = transcoders.get(i).url();
      String id = "transcoder-" + (i + 1);
      config.server("transcoding", id, url).put("capacity", plan.capacityCores());
    }
    add(config, "distributor", distributors);
    if (plan.proxies() > 1) {
      int port = freePort();
      config.cluster(String.valueOf(folder.getFileName()), port, clusterPorts);
      clusterPorts.add(port);
    }
    return config;
  }

  private static void add(ProxyConfig config, String kind, List<FarmProcess> servers) {
    String role = kind.equals("distributor") ? "distribution" : kind;
    for (int i = 0; i < servers.size(); i++) {
      config.server(role, kind + "-" + (i + 1), servers.get(i).url());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket =
        new ServerSocket(0, 1, InetAddress.getByName(ProxyConfig.LOOPBACK))) {
      return socket.getLocalPort();
    }
  }

  private FarmProcess launch(String name, Program program, List<String> arguments)
      throws IOException {
    Path log = log(name);
    Program contained =
        program.with(List.of("-Djava.io.tmpdir=" + folder.resolve("tmp"), packedPrograms()));
    try {
      return FarmProcess.start(
          contained.command(arguments), Redirect.appendTo(log.toFile()), this::keep);
    } catch (IOException e) {
      throw new IOException(name + " did not start: " + lastWords(name), e);
    }
  }

  /** The packed ffmpeg is unpacked once for all processes, and stays for the next run. */
  private static String packedPrograms() {
    Path standard = Path.of(System.getProperty("user.home"), ".javacpp", "cache");
    String key = "org.bytedeco.javacpp.cachedir";
    return "-D" + key + "=" + System.getProperty(key, standard.toString());
  }

  private void keep(Process process) {
    boolean late;
    synchronized (this) {
      late = closed;
      born.add(process);
    }
    if (late) {
      process.destroyForcibly();
    }
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /**
   * The end of what a server or proxy wrote to its standard error.
   *
   * @param name such as {@code transcoder-2}
   */
  public String lastWords(String name) {
    try {
      List<String> lines = Files.readAllLines(log(name));
      int from = Math.max(0, lines.size() - LOG_LINES);
      return String.join(System.lineSeparator(), lines.subList(from, lines.size()));
    } catch (IOException e) {
      return "(nothing)";
    }
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
    return folder;
  }

  /** The files in the folder of one distribution server, whatever it keeps beside them. */
  public List<Path> stored(int distributor) throws IOException {
    Path files = folder.resolve("distributor-" + distributor + "-files");
    try (Stream<Path> all = Files.walk(files)) {
      return all.filter(Files::isRegularFile).toList();
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
    List<Process> toStop;
    synchronized (this) {
      closed = true;
      toStop = List.copyOf(born);
      born.clear();
    }
    toStop.parallelStream().forEach(FarmProcess::stop);
    remove(folder);
  }

  private static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    } catch (IOException | UncheckedIOException e) {
      // What a process still writes there is lost anyway.
    }
  }
}
