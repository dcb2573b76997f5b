package io.mediarouter.state.hazelcast;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactWriter;
import io.mediarouter.farm.Work;
import io.mediarouter.health.Ejection;
import io.mediarouter.health.MediaFailure;
import io.mediarouter.health.Opinion;
import io.mediarouter.health.ServerCheck;
import io.mediarouter.health.Verdict;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The forms of what the proxies make of their experience with servers. */
final class HealthForms {
  static final List<Form<?>> ALL =
      List.of(
          new Form<>(Opinion.class, "Opinion", HealthForms::opinion, HealthForms::write),
          new Form<>(Ejection.class, "Ejection", HealthForms::ejection, HealthForms::write),
          new Form<>(ServerCheck.class, "ServerCheck", HealthForms::check, HealthForms::write),
          new Form<>(MediaFailure.class, "MediaFailure", HealthForms::failure, HealthForms::write));

  private HealthForms() {}

  private static Opinion opinion(CompactReader in) {
    return new Opinion(
        in.readString("serverId"),
        Fields.constant(in, "work", Work.class),
        Fields.instant(in, "since"));
  }

  private static void write(CompactWriter out, Opinion opinion) {
    out.writeString("serverId", opinion.serverId());
    Fields.write(out, "work", opinion.work());
    Fields.write(out, "since", opinion.since());
  }

  private static Ejection ejection(CompactReader in) {
    return new Ejection(
        in.readString("serverId"),
        Fields.constant(in, "work", Work.class),
        Fields.instant(in, "at"),
        Fields.instant(in, "until"),
        in.readInt32("times"));
  }

  private static void write(CompactWriter out, Ejection ejection) {
    out.writeString("serverId", ejection.serverId());
    Fields.write(out, "work", ejection.work());
    Fields.write(out, "at", ejection.at());
    Fields.write(out, "until", ejection.until());
    out.writeInt32("times", ejection.times());
  }

  private static ServerCheck check(CompactReader in) {
    return new ServerCheck(
        in.readString("serverId"),
        in.readBoolean("up"),
        in.readString("problem"),
        Fields.instant(in, "at"));
  }

  private static void write(CompactWriter out, ServerCheck check) {
    out.writeString("serverId", check.serverId());
    out.writeBoolean("up", check.up());
    out.writeString("problem", check.problem());
    Fields.write(out, "at", check.at());
  }

  private static MediaFailure failure(CompactReader in) {
    return new MediaFailure(
        Fields.asset(in),
        in.readString("sourceVersion"),
        in.readString("renditionKey"),
        Set.copyOf(Fields.strings(in, "serverIds")),
        in.readInt32("times"),
        Fields.instant(in, "last"),
        verdict(in));
  }

  private static @Nullable Verdict verdict(CompactReader in) {
    String cause = Fields.addedString(in, "refusedBecause");
    return cause == null
        ? null
        : new Verdict(in.readInt32("refusedWith"), cause, in.readString("refusedParameter"));
  }

  private static void write(CompactWriter out, @Nullable Verdict verdict) {
    out.writeInt32("refusedWith", verdict == null ? 0 : verdict.status());
    out.writeString("refusedBecause", verdict == null ? null : verdict.cause());
    out.writeString("refusedParameter", verdict == null ? null : verdict.parameter());
  }

  private static void write(CompactWriter out, MediaFailure failure) {
    Fields.write(out, "asset", failure.asset());
    out.writeString("sourceVersion", failure.sourceVersion());
    out.writeString("renditionKey", failure.renditionKey());
    Fields.write(out, "serverIds", List.copyOf(failure.serverIds()));
    out.writeInt32("times", failure.times());
    Fields.write(out, "last", failure.last());
    write(out, failure.verdict());
  }
}
