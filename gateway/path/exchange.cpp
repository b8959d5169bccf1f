#include "gateway/path/exchange.hpp"

#include <exception>

#include "gateway/model/order_groups.hpp"
#include "gateway/path/audit_entry.hpp"
#include "gateway/path/fault_reply.hpp"
#include "gateway/path/patience.hpp"
#include "gateway/path/provenance_headers.hpp"
#include "gateway/path/trail_reading.hpp"
#include "mappings/wss/envelope.hpp"

namespace sluis::path {

namespace {

// What is kept to be sent later is accepted, and what breaks a rule of the dossier can't be processed; everything else is fine.
int status_of_dossier(const model::Answer& answer) {
  if (!answer.dossier) return 200;
  if (!answer.errors.empty()) return 422;
  return answer.dossier->queued ? 202 : 200;
}

}  // namespace

struct Exchange::Course {
  spi::Door door;
  std::string correlation_id;
  std::optional<model::Identity> caller;   // known from position 1 on
  const spi::Operation* operation = nullptr;
  std::optional<model::Order> order;
  std::optional<model::Decision> decision;
  std::optional<model::Answer> answer;
};

Exchange::Exchange(Parts parts, Voice voice) : parts_(parts), voice_(std::move(voice)) {}

message::Reply Exchange::run(message::Raw raw) const {
  Course course{door_of(raw.path), raw.correlation_id, {}, nullptr, {}, {}, {}};
  try {
    auto outcome = travel(std::move(raw), course);
    return closed(course, std::move(outcome));
  } catch (const std::exception& error) {
    // The last catch of the path: what nobody foresaw is still recorded and answered.
    return closed(course, Fault(FaultId::Internal, error.what()));
  }
}

// The order of these positions is the design; docs/life_of_a_message.md tells it at length.
Result<message::Reply> Exchange::travel(message::Raw raw, Course& course) const {
  // A path that nobody listens on is no message at all: nothing is spent on it.
  if (!parts_.operations.serves(raw.path)) return Fault(FaultId::UnknownPath, "no operation listens on this path");

  const auto patience = patience_of(raw);

  // 1 Who speaks, and which nodes are signed. First: nothing unsigned is interpreted.
  auto verified = parts_.gate.admit(std::move(raw));
  if (!verified) return std::move(verified).error();
  course.caller = verified->identity();

  // 2 What is asked, from the signed node only. After the schema: an operation reads valid content.
  const auto operation = parts_.operations.find(*verified);
  if (!operation) return operation.error();
  course.operation = *operation;
  auto order = course.operation->read(*verified);
  if (!order) return std::move(order).error();
  course.order = std::move(*order);
  if (!patience) return patience.error();
  // What is sealed for us is opened before anything is decided: nobody judges what he can't see.
  if (parts_.sealed != nullptr) {
    if (auto opened = parts_.sealed->open(*course.order); !opened) return std::move(opened).error();
  }
  if (verified->is_soap() && model::keeps_its_message(course.order->kind)) {
    course.order->original = std::make_shared<const std::string>(verified->text());
  }

  // 3 Permit or refuse, with reasons. Before routing: a refused order is never sent anywhere.
  const auto mark = parts_.fence ? parts_.fence->mark(*course.order) : Result<Fence::Mark>(Fence::Mark{});
  if (!mark) return mark.error();
  decision::Sight sight;
  auto decision = parts_.decider.decide(*course.order, &sight);
  if (!decision) return std::move(decision).error();
  course.decision = std::move(*decision);
  // Who breaks the glass is on record before anything is asked: after it, a crash or a full disk would leave a look that nobody reviews.
  if (auto recorded = note_glass(course); !recorded) return std::move(recorded).error();

  // What is about to change something is announced to the trail first: a crash between the change and its record leaves a trace, and a
  // full disk refuses before anything is changed.
  if (auto announced = announce(course); !announced) return std::move(announced).error();

  // 4, 5 The sources that serve the order, in parallel, under one deadline; the registry is one of them.
  if (*patience) course.order->budget = left_of(**patience, course.order->received, parts_.clock.now());
  if (course.decision->permitted()) {
    auto answer = fulfil(*course.order, *course.decision, sight);
    if (!answer) return std::move(answer).error();
    course.answer = std::move(*answer);
    note_sources(course);
    // What was registered while the sources answered holds as well: nothing leaves that would be refused now.
    if (auto held = hold_fence(course, *mark); !held) return std::move(held).error();
  } else {
    course.answer = model::Answer{};
    course.answer->errors = course.decision->errors;
  }

  // 6 The answer in the caller's dialect; a refusal is an answer too.
  const spi::Voice voice{parts_.clock.now(), parts_.random, voice_.number, voice_.category, voice_.name};
  return written(course, course.operation->write(*course.order, *course.decision, *course.answer, voice));
}

Status Exchange::announce(const Course& course) const {
  if (!course.decision->permitted() || !model::keeps_its_message(course.order->kind)) return Done{};
  const std::string operation(course.operation->facts().name);
  return parts_.trail.announce(audit_entries({*course.caller, operation, course.correlation_id, parts_.clock.now(), &*course.order,
                                              &*course.decision, nullptr, nullptr}));
}

Status Exchange::hold_fence(Course& course, const Fence::Mark& before) const {
  if (!before) return Done{};
  const auto after = parts_.fence->mark(*course.order);
  if (!after) return after.error();
  if (*after == before) return Done{};
  auto again = parts_.decider.decide(*course.order);
  if (!again) return std::move(again).error();
  const bool same = again->permitted() && again->readable_categories == course.decision->readable_categories &&
                    again->patient_view == course.decision->patient_view;
  if (same) return Done{};
  parts_.log.info("fence", {{"correlation_id", course.correlation_id}, {"outcome", again->permitted() ? "changed" : "refused"}});
  if (again->permitted()) {
    return Fault(FaultId::Conflict, "registrations changed while the sources were asked")
        .tell_caller("What is registered about the patient changed meanwhile; ask again");
  }
  course.decision = std::move(*again);
  course.answer = model::Answer{};
  course.answer->errors = course.decision->errors;
  return Done{};
}

Status Exchange::note_glass(Course& course) const {
  const bool used = GlassGuard::is_use(*course.order, *course.decision);
  if (!used && parts_.glass) parts_.glass->count_refusal(*course.order, *course.decision);
  if (!used) return Done{};
  if (!parts_.glass) return Fault(FaultId::RegistryUnavailable, "a use of break-the-glass can't be stored");
  return parts_.glass->use(*course.order, *course.decision);
}

// Whoever reads the log at night finds why a list was not complete.
void Exchange::note_sources(const Course& course) const {
  for (const auto& source : course.answer->sources) {
    if (model::status_text(source.state) == "complete" || source.state == model::SourceState::Excluded) continue;
    parts_.log.warning("source_missing", {{"correlation_id", course.correlation_id}, {"source", source.source},
                                          {"state", model::to_text(source.state)}, {"code", source.code},
                                          {"reason", source.log_text}, {"milliseconds", static_cast<std::int64_t>(source.milliseconds)}});
  }
}

Result<model::Answer> Exchange::fulfil(const model::Order& order, const model::Decision& decision, const decision::Sight& sight) const {
  switch (order.kind) {
    case model::OrderKind::Decide:
    case model::OrderKind::RerunDecision: return model::Answer{};  // the decision is the answer
    case model::OrderKind::ReadAccesses:
    case model::OrderKind::ReadAuditTrail: return read_trail(order, decision, parts_.trail, parts_.router);
    default: return parts_.router.route(order, decision, sight);
  }
}

Result<message::Reply> Exchange::written(const Course& course, const std::string& payload) const {
  message::Reply reply;
  reply.headers = provenance_headers(*course.order, *course.decision, *course.answer, parts_.clock.now());
  if (course.door == spi::Door::Json) {
    const bool refused_lookup = !course.decision->permitted() && course.order->kind != model::OrderKind::Decide;
    reply.status = refused_lookup ? 403 : status_of_dossier(*course.answer);
    reply.content_type = refused_lookup ? "application/json" : course.operation->facts().content_type;
    reply.body = payload;
    return reply;
  }
  reply.content_type = "text/xml; charset=utf-8";
  if (!voice_.signer) {
    reply.body = mappings::wss::plain_envelope(payload);
    return reply;
  }
  auto signed_text = mappings::wss::signed_answer(payload, voice_.signer(), {parts_.clock.now(), parts_.random});
  if (!signed_text) return std::move(signed_text).error();
  reply.body = std::move(*signed_text);
  return reply;
}

// 7 The trail, always, before the reply leaves; 8 a fault becomes a reply in one place.
message::Reply Exchange::closed(Course& course, Result<message::Reply> outcome) const {
  const Fault* fault = outcome ? nullptr : &outcome.error();
  const std::string operation = course.operation ? std::string(course.operation->facts().name) : "unknown";
  if (course.caller) {
    const auto events = audit_entries({*course.caller, operation, course.correlation_id, parts_.clock.now(),
                                       course.order ? &*course.order : nullptr,
                                       course.decision ? &*course.decision : nullptr,
                                       course.answer ? &*course.answer : nullptr, fault});
    if (auto recorded = parts_.trail.record_all(events); !recorded) {
      parts_.log.error("trail_unavailable", {{"correlation_id", course.correlation_id}, {"reason", recorded.error().log_text()}});
      return fault_reply(recorded.error(), course.door, course.correlation_id, voice_.environment);
    }
  }
  const std::string_view result = fault ? "fault" : course.decision && !course.decision->permitted() ? "refused" : "answered";
  parts_.metrics
      .counter("sluis_messages_total", "Messages by operation and result",
               "operation=\"" + operation + "\",result=\"" + std::string(result) + "\"")
      .add();
  if (!fault) return std::move(*outcome);
  parts_.log.write(fault->entry().origin == core::Origin::Caller ? core::LogLevel::Info : core::LogLevel::Error, "fault",
                   {{"correlation_id", course.correlation_id}, {"number", fault->number()}, {"operation", operation},
                    {"reason", fault->log_text()}, {"network", fault->network()}});
  return fault_reply(*fault, course.door, course.correlation_id, voice_.environment);
}

}  // namespace sluis::path
