package io.mediarouter.vertx.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediarouter.request.ClientAbilities;
import io.mediarouter.state.codec.RecordMapper;
import io.mediarouter.state.codec.TextModule;
import java.net.URI;

/** The JSON form of logged decisions: that of all records, without secrets in addresses. */
final class DecisionForm {
  private static final ObjectMapper MAPPER =
      RecordMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(
              new TextModule()
                  .text(ClientAbilities.class, ClientAbilities::accept, ClientAbilities::of)
                  .text(URI.class, DecisionForm::withoutSecrets, URI::create))
          .build();

  private DecisionForm() {}

  private static String withoutSecrets(URI url) {
    String authority = url.getRawAuthority();
    int secrets = authority == null ? 0 : authority.lastIndexOf('@') + 1;
    return secrets == 0
        ? url.toString()
        : url.toString().replace(authority.substring(0, secrets), "");
  }

  /** The line of a decision, without its end. */
  static byte[] write(LoggedDecision decision) {
    try {
      return MAPPER.writeValueAsBytes(decision);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The decision of a line.
   *
   * @throws IllegalArgumentException telling what is wrong with the line
   */
  static LoggedDecision read(String line) {
    try {
      return MAPPER.readValue(line, LoggedDecision.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(firstLine(e.getOriginalMessage()), e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(firstLine(String.valueOf(e.getMessage())), e);
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
