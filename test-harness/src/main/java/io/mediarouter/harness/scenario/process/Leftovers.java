package io.mediarouter.harness.scenario.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediarouter.harness.client.MediaClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The check of what is left of requests and jobs in a farm: encoders and tasks that run,
 * reservations, permits in flight, jobs in somebody's hands, temporary files. Of a farm where
 * nobody asks for anything, nothing is.
 */
public final class Leftovers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MediaClient client = new MediaClient();
  private final List<String> found = new ArrayList<>();

  private Leftovers() {}

  /**
   * All that is left now, a line each.
   *
   * @throws IOException if a server or a proxy that runs does not answer
   */
  public static List<String> of(ProcessFarm farm) throws IOException {
    Leftovers left = new Leftovers();
    farm.encoders().forEach(encoder -> left.found.add("ffmpeg " + encoder.pid()));
    for (FarmProcess transcoder : farm.transcoders()) {
      if (transcoder.isAlive()) {
        left.addTasks(transcoder);
      }
    }
    for (ProxyProcess proxy : farm.proxies()) {
      left.addFiles(proxy);
      if (proxy.process().isAlive()) {
        left.addRows(proxy);
      }
    }
    return List.copyOf(left.found);
  }

  private void addTasks(FarmProcess transcoder) throws IOException {
    for (JsonNode task : json(transcoder.url().resolve("tasks"))) {
      if (task.path("state").asText().equals("running")) {
        found.add("running task " + task.path("id").asText());
      }
    }
  }

  private void addRows(ProxyProcess proxy) throws IOException {
    for (JsonNode task : json(proxy.admin().resolve("tasks")).path("tasks")) {
      found.add("reservation, by " + proxy.name() + ": " + task);
    }
    for (JsonNode breaker : json(proxy.admin().resolve("breakers")).path("breakers")) {
      if (breaker.path("in_flight").asInt() != 0) {
        found.add("permits in flight at " + proxy.name() + ": " + breaker);
      }
    }
    for (JsonNode job : json(proxy.admin().resolve("jobs")).path("jobs")) {
      if (!job.path("owner").isNull()) {
        found.add("job in somebody's hands, by " + proxy.name() + ": " + job);
      }
    }
  }

  private JsonNode json(URI resource) throws IOException {
    return JSON.readTree(client.get(resource).body());
  }

  /** Files in the folder, and files without a name that are still open. */
  private void addFiles(ProxyProcess proxy) throws IOException {
    try (Stream<Path> named = Files.list(proxy.spool())) {
      named.forEach(file -> found.add("temporary file " + file));
    }
    Path handles = Path.of("/proc", Long.toString(proxy.process().pid()), "fd");
    if (proxy.process().isAlive() && Files.isDirectory(handles)) {
      try (Stream<Path> open = Files.list(handles)) {
        open.map(Leftovers::target)
            .filter(file -> file.contains(".spool"))
            .forEach(file -> found.add("open file of " + proxy.name() + ": " + file));
      }
    }
  }

  private static String target(Path handle) {
    try {
      return Files.readSymbolicLink(handle).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
