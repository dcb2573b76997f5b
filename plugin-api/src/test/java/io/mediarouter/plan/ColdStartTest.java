package io.mediarouter.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.LookOrder;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionQuery;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.select.Candidate;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two servers, one of which was asked what is in a source. */
class ColdStartTest {
  private static final Rendition SEGMENT =
      new Rendition(Format.M4S, VideoCodec.H264, null, 640, 360, 30_000, 800_000, 0, 0, 8000, 4000);

  private final DecisionContext context = context(Scene.farm());
  private final List<String> inOrder =
      Stream.of("a", "b").sorted(LookOrder.of(context.request().asset())).toList();
  private final String asked = inOrder.get(0);
  private final String other = inOrder.get(1);

  private static DecisionContext context(Scene scene) {
    DecisionContext one = scene.context(RenditionQuery.request(SEGMENT));
    var farm = new FarmView(List.of(view("a"), view("b")));
    return new DecisionContext(
        one.request(),
        one.policy(),
        one.rendition(),
        one.entry(),
        farm,
        false,
        Set.of(),
        Duration.ZERO,
        one.share(),
        one.now(),
        one.random());
  }

  private static ServerView view(String id) {
    return new ServerView(
        server(id), AdministrativeState.READY, ServerHealth.WELL, null, List.of());
  }

  private static Server server(String id) {
    return new Server(
        id, Set.of(ServerRole.TRANSCODING), URI.create("http://" + id + ".test/"), 2, "");
  }

  /** Half a second of two cores. */
  private static Candidate candidate(String id, double score) {
    return new Candidate(server(id), new TaskEstimate(2, 1, 1, TaskEstimate.Basis.HISTORY), score);
  }

  private List<String> order(double asked, double other, DecisionContext in) {
    Candidate first = candidate(this.asked, asked);
    Candidate second = candidate(this.other, other);
    List<Candidate> chosen = asked < other ? List.of(first, second) : List.of(second, first);
    return ColdStart.of(chosen, SEGMENT, in).stream().map(each -> each.server().id()).toList();
  }

  @Test
  void whoKnowsTheSource_makesTheFirstSegment_ratherThanOneWhoLooksAtItOnceMore() {
    assertThat(order(1.1, 1.0, context)).containsExactly(asked, other);
  }

  @Test
  void whereTheOtherIsSoonerAllTheSame_itDoes() {
    assertThat(order(1.3, 1.0, context)).containsExactly(other, asked);
  }

  @Test
  void inTheMiddleOfAFilm_bothKnowIt() {
    DecisionContext later = context(Scene.farm().patience(Duration.ofSeconds(4)));

    assertThat(order(1.1, 1.0, later)).containsExactly(other, asked);
  }
}
