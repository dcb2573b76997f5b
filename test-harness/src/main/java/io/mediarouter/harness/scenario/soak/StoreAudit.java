package io.mediarouter.harness.scenario.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediarouter.harness.client.MediaClient;
import io.mediarouter.harness.scenario.process.ProcessFarm;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The audit of whether the index and the files of the distribution servers agree, once nothing is
 * under way.
 *
 * @param lines what was found, to be read
 * @param complaints what does not agree, or is over its budget
 */
record StoreAudit(List<String> lines, List<String> complaints) {
  /** Nothing was compared. */
  static final StoreAudit NONE = new StoreAudit(List.of(), List.of());

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TOLD =
      List.of("files", "known", "adopted", "forgotten", "restored", "orphans", "described");
  private static final List<String> DIFFERENCES = List.of("adopted", "forgotten", "orphans");

  StoreAudit {
    lines = List.copyOf(lines);
    complaints = List.copyOf(complaints);
  }

  /**
   * Compares them through the first proxy; what the first comparison mends, the second finds well.
   * Of a server that lists nothing, what is not indexed stays unknown.
   */
  static StoreAudit of(ProcessFarm farm) throws IOException, InterruptedException {
    Look look = new Look(farm);
    look.await("renditions?limit=1", found -> found.path("files_to_remove").asInt() == 0);
    JsonNode first = look.takeStock();
    look.await("renditions?limit=1", found -> found.path("files_to_remove").asInt() == 0);
    JsonNode second = look.takeStock();
    look.lines.add("stores and index compared: " + differences(first));
    look.lines.add("once more: " + differences(second));
    DIFFERENCES.stream()
        .filter(each -> second.path(each).asInt() != 0)
        .forEach(each -> look.complaints.add(each + ": " + second.path(each)));
    for (int i = 1; i <= farm.distributors().size(); i++) {
      look.server(i);
    }
    look.evictions();
    return new StoreAudit(look.lines, look.complaints);
  }

  private static String differences(JsonNode report) {
    return TOLD.stream()
        .map(each -> report.path(each).asInt() + " " + each.replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  private interface Test {
    boolean holds(JsonNode found);
  }

  private static final class Look {
    private final MediaClient client = new MediaClient();
    private final List<String> lines = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final ProcessFarm farm;

    Look(ProcessFarm farm) {
      this.farm = farm;
    }

    /** What all proxies together have had go. */
    void evictions() throws IOException {
      double files = 0;
      double bytes = 0;
      for (ProxyProcess proxy : farm.proxies()) {
        byte[] page = client.get(proxy.admin().resolve("metrics")).body();
        String meters = new String(page, StandardCharsets.UTF_8);
        files += meter(meters, "mediarouter_evictions_total");
        bytes += meter(meters, "mediarouter_evictions_size_bytes_total");
      }
      lines.add(String.format(Locale.ROOT, "evicted: %.0f files of %.0f bytes", files, bytes));
    }

    private static double meter(String page, String name) {
      return page.lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .sum();
    }

    private URI at(String resource) {
      return farm.proxies().get(0).admin().resolve(resource);
    }

    private JsonNode see(String resource) throws IOException {
      return JSON.readTree(client.get(at(resource)).body());
    }

    JsonNode await(String resource, Test test) throws IOException, InterruptedException {
      long limit = System.nanoTime() + PATIENCE.toNanos();
      JsonNode found = see(resource);
      while (!test.holds(found)) {
        if (System.nanoTime() > limit) {
          complaints.add(resource + " stays " + found);
          return found;
        }
        TimeUnit.MILLISECONDS.sleep(200);
        found = see(resource);
      }
      return found;
    }

    JsonNode takeStock() throws IOException, InterruptedException {
      client.post(at("reindex"), "");
      return await("reindex", found -> !found.path("running").asBoolean());
    }

    void server(int number) throws IOException {
      List<Path> files = farm.stored(number);
      long bytes = 0;
      for (Path file : files) {
        bytes += Files.size(file);
      }
      JsonNode storage = see("servers/distributor-" + number).path("storage");
      lines.add(
          "distributor-%d: %d files of %d bytes, %d and %d of them indexed, budget %d"
              .formatted(
                  number,
                  files.size(),
                  bytes,
                  storage.path("files").asInt(),
                  storage.path("used_bytes").asLong(),
                  storage.path("budget_bytes").asLong()));
      long budget = storage.path("budget_bytes").asLong();
      if (budget > 0 && bytes > budget) {
        complaints.add("distributor-" + number + " holds " + bytes + " of " + budget + " bytes");
      }
    }
  }
}
