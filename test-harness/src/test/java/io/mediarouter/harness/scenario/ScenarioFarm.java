package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediarouter.harness.Main;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.MediaClient;
import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.farm.media.MediaCheck;
import io.mediarouter.harness.scenario.process.FarmPlan;
import io.mediarouter.harness.scenario.process.FarmProcess;
import io.mediarouter.harness.scenario.process.Leftovers;
import io.mediarouter.harness.scenario.process.ProcessFarm;
import io.mediarouter.harness.scenario.process.Program;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A farm of real processes for the scenarios of one class: started before the first, stopped after
 * the last. After each one it proves that nothing is left of it: no ffmpeg, no running task, no
 * reservation, no permit in flight, no job that a dead proxy holds, no spool file.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ScenarioFarm farm = ScenarioFarm.of(plan -> plan.with(1, 1, 2));
 * }</pre>
 */
public final class ScenarioFarm implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  /** How long something may take that is not what a scenario is about. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SMALL_JVM =
      List.of("-Xmx160m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final UnaryOperator<FarmPlan> shape;
  private final MediaClient client = new MediaClient();
  private ScenarioMedia media;
  private ProcessFarm farm;

  private ScenarioFarm(UnaryOperator<FarmPlan> shape) {
    this.shape = shape;
  }

  /** A farm of the shape that {@code shape} makes of {@link FarmPlan#of}. */
  public static ScenarioFarm of(UnaryOperator<FarmPlan> shape) {
    return new ScenarioFarm(shape);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    media = ScenarioMedia.make(Ffmpeg.locate(null));
    FarmPlan plan = FarmPlan.of(harness(), proxy(), media.folder()).withCapacity(8);
    farm = new ProcessFarm(shape.apply(plan));
    farm.start();
  }

  private static Program harness() {
    return program("mediarouter.harness.jar", Main.class).with(SMALL_JVM);
  }

  private static Program proxy() {
    return program("mediarouter.jar", io.mediarouter.vertx.cli.Main.class).with(SMALL_JVM);
  }

  private static Program program(String property, Class<?> main) {
    String jar = System.getProperty(property);
    return jar == null ? Program.here(main) : Program.jar(Path.of(jar));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    KeptLogs.keep(context, farm.folder());
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(Leftovers.of(farm)).isEmpty());
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (farm != null) {
      farm.close();
    }
    if (media != null) {
      media.close();
    }
  }

  /** The first proxy. */
  public ProxyProcess proxyA() {
    return farm.proxies().get(0);
  }

  /** The second proxy. */
  public ProxyProcess proxyB() {
    return farm.proxies().get(1);
  }

  /** Somebody who looks at the farm through a proxy. */
  Operator operator(ProxyProcess proxy) {
    return new Operator(this, proxy);
  }

  /** The processes. */
  public ProcessFarm processes() {
    return farm;
  }

  /** The sources that the origin serves. */
  public ScenarioMedia media() {
    return media;
  }

  /** A user agent. */
  public MediaClient client() {
    return client;
  }

  /** What ffprobe and a decoder say of some media. */
  public MediaCheck.Findings check(byte[] body) throws IOException {
    return new MediaCheck(media.tools()).check(body);
  }

  /** Fails unless both answers show the same pictures, the stored one as the one streamed. */
  public void assertSamePictures(Answer stored, Answer streamed) throws IOException {
    var check = new MediaCheck(media.tools());
    assertThat(check.pictures(stored.body())).isEqualTo(check.pictures(streamed.body()));
  }

  /** Whether a proxy would serve a rendition from storage. */
  public boolean isStored(ProxyProcess proxy, String target) throws IOException {
    return cacheStatus(proxy, target).contains("; hit");
  }

  private String cacheStatus(ProxyProcess proxy, String target) throws IOException {
    return client.head(proxy.media(target)).header("cache-status");
  }

  /** Waits until a proxy would serve a rendition from storage. */
  public void awaitStored(ProxyProcess proxy, String target) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(cacheStatus(proxy, target)).contains("; hit"));
  }

  /** All tasks that a transcoding server remembers. */
  public List<JsonNode> tasks(FarmProcess transcoder) throws IOException {
    return list(json(transcoder.url().resolve("tasks")));
  }

  /** The active tasks of the whole cluster, as a proxy sees them. */
  public List<JsonNode> reservations(ProxyProcess proxy) throws IOException {
    return list(json(proxy.admin().resolve("tasks")).path("tasks"));
  }

  /** A resource in JSON. */
  public JsonNode json(URI address) throws IOException {
    Answer answer = client.get(address);
    assertThat(answer.status()).as("GET " + address).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** Has a proxy compare the index with what the distribution servers hold; brings its report. */
  public JsonNode takeStock(ProxyProcess proxy) throws IOException {
    URI resource = proxy.admin().resolve("reindex");
    await().atMost(PATIENCE).until(() -> client.post(resource, "").status() == 202);
    await().atMost(PATIENCE).until(() -> !json(resource).path("running").asBoolean());
    return json(resource);
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> all = new ArrayList<>();
    array.forEach(all::add);
    return all;
  }

  /** Writes a measured figure into the test's log. */
  public static void report(String figure) {
    System.out.println("measured: " + figure);
  }
}
