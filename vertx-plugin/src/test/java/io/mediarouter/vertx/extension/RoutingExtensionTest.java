package io.mediarouter.vertx.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.ServerView;
import io.mediarouter.media.AssetId;
import io.mediarouter.plan.Planner;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.request.Classification;
import io.mediarouter.request.MediaClassifier;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.RequestHead;
import io.mediarouter.select.Candidate;
import io.mediarouter.select.ServerSelector;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.memory.InMemorySharedState;
import io.mediarouter.vertx.MediaRouting;
import io.mediarouter.vertx.MediaRoutingBuilder;
import io.mediarouter.vertx.RoutingExtension;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.Overlaid;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.httpproxy.HttpProxy;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A host that has parts of its own in the place of the product's. */
class RoutingExtensionTest {
  private final Vertx vertx = Vertx.vertx();

  /** One that nobody holds is closed when its memory is wanted. */
  private final HttpClient client = vertx.createHttpClient();

  private final ByteServer origin =
      new ByteServer(vertx).with("/films/clip.mp4", Buffer.buffer("the original"));
  private final ChunkTranscoder first = new ChunkTranscoder(vertx);
  private final ChunkTranscoder second = new ChunkTranscoder(vertx);
  private MediaRouting routing;

  @AfterEach
  void stop() {
    if (routing != null) {
      routing.close().await();
    }
    vertx.close().await();
  }

  private MediaRoutingConfig config(String more) {
    return MediaRoutingConfig.parse(
        """
        servers:
          - {role: origin, url: "%s"}
          - {role: transcoding, url: "%s", id: first, capacity: 8, load: "off"}
          - {role: transcoding, url: "%s", id: second, capacity: 2, load: "off"}
        durable: {store: none}
        %s
        """
            .formatted(origin.url(), first.url(), second.url(), more),
        "test.yaml");
  }

  private MediaRoutingBuilder builder() {
    return MediaRouting.builder(vertx, config(""));
  }

  private int serve(MediaRoutingBuilder builder) {
    routing = builder.create().await();
    HttpServer server = vertx.createHttpServer();
    var proxy = HttpProxy.reverseProxy(vertx.createHttpClient());
    proxy.origin(origin.port(), "127.0.0.1");
    routing.installOn(proxy);
    return server.requestHandler(proxy).listen(0, "127.0.0.1").await().actualPort();
  }

  private Future<Buffer> get(int port, String uri) {
    return client
        .request(HttpMethod.GET, port, "127.0.0.1", uri)
        .compose(request -> request.send().compose(HttpClientResponse::body));
  }

  /** Links of the site's own, which it does not want to tell the paths of its origin. */
  record ShortLinks(MediaClassifier product) implements MediaClassifier {
    @Override
    public Classification classify(RequestHead head) {
      return head.path().equals("/s/42")
          ? new Classification.Media(
              MediaRequest.of(new AssetId("films/clip.mp4"), null), List.of())
          : product.classify(head);
    }
  }

  @Test
  void classifierThatThrows_isA500_insteadOfARequestThatNobodyAnswers() {
    MediaClassifier broken =
        head -> {
          throw new IllegalStateException("a defect of the host's");
        };
    int port =
        serve(
            builder()
                .extension(
                    new RoutingExtension() {
                      @Override
                      public MediaClassifier classifier(MediaClassifier product) {
                        return broken;
                      }
                    }));

    int status =
        client
            .request(HttpMethod.GET, port, "127.0.0.1", "/media/films/clip.mp4")
            .compose(request -> request.send().map(HttpClientResponse::statusCode))
            .await();

    assertThat(status).isEqualTo(500);
  }

  @Test
  void classifierOfTheHost_readsItsOwnLinks_andLeavesTheRestToTheProducts() {
    int port =
        serve(
            builder()
                .extension(
                    new RoutingExtension() {
                      @Override
                      public MediaClassifier classifier(MediaClassifier product) {
                        return new ShortLinks(product);
                      }
                    }));

    assertThat(get(port, "/s/42").await()).hasToString("the original");
    assertThat(get(port, "/media/films/clip.mp4").await()).hasToString("the original");
  }

  /** Servers by the names of their own, backwards. */
  record ByName(ServerSelector product) implements ServerSelector {
    @Override
    public List<Candidate> choose(
        Task task, List<ServerView> candidates, Instant now, RandomGenerator random) {
      Comparator<Candidate> byName = Comparator.comparing(each -> each.server().id());
      return product.choose(task, candidates, now, random).stream()
          .sorted(byName.reversed())
          .toList();
    }
  }

  @Test
  void selectorOfTheHost_choosesTheServer() {
    int port =
        serve(
            builder()
                .extension(
                    new RoutingExtension() {
                      @Override
                      public ServerSelector selector(ServerSelector product) {
                        return new ByName(product);
                      }
                    }));

    Future<Buffer> answer = get(port, "/media/films/clip.mp4?height=360");

    await().until(() -> second.started() == 1);
    assertThat(first.started()).isZero();
    second.write("made there");
    second.end();
    assertThat(answer.await()).hasToString("made there");
  }

  @Test
  void estimatorOfTheHost_predictsWhatTheTablesShow() {
    TaskLoadEstimator fixed =
        task -> TaskForecast.everywhere(new TaskEstimate(1, 77, TaskEstimate.Basis.CONSERVATIVE));
    int port =
        serve(
            builder()
                .extension(
                    new RoutingExtension() {
                      @Override
                      public TaskLoadEstimator estimator(TaskLoadEstimator product) {
                        return fixed;
                      }
                    }));

    get(port, "/media/films/clip.mp4?height=360");

    await().until(() -> first.started() + second.started() == 1);
    assertThat(routing.state().tasks().rows())
        .extracting(row -> row.value().workCoreSeconds())
        .containsExactly(77.0);
  }

  @Test
  void plannersOfSeveralExtensions_eachSeeWhatTheOneBeforeDecided() {
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    FoundExtension.ASKED.set(0);
    int port = serve(builder().extension(audit("a", seen)).extension(audit("b", seen)));

    get(port, "/media/films/clip.mp4").await();

    assertThat(seen).containsExactly("a PASS_THROUGH", "b PASS_THROUGH");
    assertThat(FoundExtension.ASKED).hasPositiveValue();
  }

  private static RoutingExtension audit(String name, Queue<String> seen) {
    return new RoutingExtension() {
      @Override
      public Planner planner(Planner product) {
        return context -> {
          var decision = product.decide(context);
          PublishingOption option = decision.option();
          seen.add(name + " " + option);
          return decision;
        };
      }
    };
  }

  @Test
  void sharedStateOfTheHost_isUsed_andClosedWithTheRouting() {
    var own = InMemorySharedState.alone("host");

    serve(builder().state(own));

    assertThat(routing.state()).isSameAs(own);
  }

  @Test
  void routingThatCannotBeMade_leavesTheSharedState() {
    var left = new AtomicInteger();
    var own = InMemorySharedState.alone("host");
    MediaRoutingBuilder builder =
        builder()
            .state(Overlaid.of(SharedState.class, own, "close", left::incrementAndGet))
            .extension(
                new RoutingExtension() {
                  @Override
                  public MediaClassifier classifier(MediaClassifier product) {
                    throw new IllegalStateException("a defect of the host's");
                  }
                });

    assertThatThrownBy(() -> builder.create().await()).hasMessage("a defect of the host's");

    assertThat(left).hasValue(1);
  }

  @Test
  void sharedStateOfTheHost_besideACluster_isRefusedByName() {
    assertThatThrownBy(
            () ->
                MediaRouting.builder(vertx, config("cluster: {name: farm, interface: 127.0.0.1}"))
                    .state(InMemorySharedState.alone("host"))
                    .create()
                    .await())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cluster: set");
  }
}
