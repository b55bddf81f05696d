// SPDX-License-Identifier: BSL-1.0
#include "plugin/loaded_connector.hpp"
#include "printing.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <functional>
#include <limits>
#include <string>

namespace {

using namespace multipost;

mp_string borrow(std::string_view text) { return {text.data(), text.size()}; }

std::string text_of(mp_string text) { return text.size == 0 ? std::string() : std::string(text.data, text.size); }

/// A connector inside the test, whose functions each test replaces.
struct fake
{
    static inline std::function<void(const mp_event&, mp_action&)> on_step;
    static inline std::function<mp_operation*(const mp_operation_args&, const mp_sink&)> on_create;
    static inline std::function<uint32_t(mp_string, uint32_t, const mp_settings_sink&, const mp_sink&)> on_url;
    static inline std::function<uint32_t(const mp_message&, const mp_sink&)> on_render;
    static inline int destroyed = 0;

    mp_connector table{};

    fake()
    {
        on_step = [](const mp_event&, mp_action&) {};
        on_create = [](const mp_operation_args&, const mp_sink&) {
            return reinterpret_cast<mp_operation*>(&destroyed);
        };
        on_url = [](mp_string, uint32_t, const mp_settings_sink&, const mp_sink&) -> uint32_t {
            return MP_URL_FOREIGN;
        };
        on_render = [](const mp_message&, const mp_sink&) -> uint32_t { return 0; };
        destroyed = 0;
        table.struct_size = sizeof table;
        table.settings_from_url = [](mp_string url, uint32_t flags, const mp_settings_sink* settings,
                                     const mp_sink* error) { return on_url(url, flags, *settings, *error); };
        table.render = [](const mp_message* m, const mp_sink* out) { return on_render(*m, *out); };
        table.create = [](const mp_operation_args* args, const mp_sink* error) { return on_create(*args, *error); };
        table.step = [](mp_operation*, const mp_event* event, mp_action* action) { on_step(*event, *action); };
        table.destroy = [](mp_operation*) { ++destroyed; };
    }

    [[nodiscard]] loaded_connector connector() const
    {
        connector_info info;
        info.id = "fake";
        info.name = "Fake";
        info.settings.push_back({"url", "Address", "", false, true});
        info.settings.push_back({"key", "Key", "", true, true});
        return loaded_connector(table, std::move(info));
    }

    /// What a connector's first action becomes.
    [[nodiscard]] operation_action first_action(std::function<void(mp_action&)> write) const
    {
        on_step = [&](const mp_event&, mp_action& action) { write(action); };
        const auto c = connector();
        auto begun = c.create(start());
        BOOST_REQUIRE(begun.has_value());
        return (*begun)->step(started(), wall_time());
    }

    static operation_start start()
    {
        operation_start s;
        s.settings.emplace("url", secret_string("https://fake.example/"));
        s.settings.emplace("key", secret_string("key-0123456789"));
        s.content = std::make_shared<const message>();
        s.delivery_id = "id";
        s.created_at = wall_time(std::chrono::milliseconds(123));
        return s;
    }
};

mp_request plain_request()
{
    mp_request r{};
    r.struct_size = sizeof r;
    r.effect = MP_PUBLISHES;
    r.method = borrow("POST");
    r.url = borrow("https://fake.example/");
    return r;
}

mp_done plain_done()
{
    mp_done d{};
    d.struct_size = sizeof d;
    d.proof = MP_PROOF_ACCEPTED;
    return d;
}

mp_failure plain_failure()
{
    mp_failure f{};
    f.struct_size = sizeof f;
    f.failure_class = MP_FAILURE_AUTH;
    f.code = borrow("bad_key");
    f.what = borrow("The key is wrong.");
    f.retry_after_ms = -1;
    return f;
}

struct border : fake
{
    void check_misbehaves(const std::string& words, std::function<void(mp_action&)> write)
    {
        const auto action = first_action(std::move(write));
        BOOST_TEST_CONTEXT(words)
        {
            const auto* broken = std::get_if<misbehaviour>(&action);
            BOOST_REQUIRE(broken != nullptr);
            BOOST_TEST(broken->what.find(words) != std::string::npos, broken->what);
        }
    }
    void check_request_misbehaves(const std::string& words, const std::function<void(mp_request&)>& change)
    {
        auto request = plain_request();
        change(request);
        check_misbehaves(words, [&](mp_action& action) {
            action.kind = MP_ACTION_REQUEST;
            action.request = &request;
        });
    }
    void check_done_misbehaves(const std::string& words, const std::function<void(mp_done&)>& change)
    {
        auto success = plain_done();
        change(success);
        check_misbehaves(words, [&](mp_action& action) {
            action.kind = MP_ACTION_DONE;
            action.done = &success;
        });
    }
    void check_failure_misbehaves(const std::string& words, const std::function<void(mp_failure&)>& change)
    {
        auto failed = plain_failure();
        change(failed);
        check_misbehaves(words, [&](mp_action& action) {
            action.kind = MP_ACTION_FAIL;
            action.failure = &failed;
        });
    }
    failure read(const mp_failure& given)
    {
        const auto action = first_action([&](mp_action& a) {
            a.kind = MP_ACTION_FAIL;
            a.failure = &given;
        });
        BOOST_REQUIRE(std::holds_alternative<failure>(action));
        return std::get<failure>(action);
    }
    done read(const mp_done& given)
    {
        const auto action = first_action([&](mp_action& a) {
            a.kind = MP_ACTION_DONE;
            a.done = &given;
        });
        BOOST_REQUIRE(std::holds_alternative<done>(action));
        return std::get<done>(action);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_border, border)

BOOST_AUTO_TEST_CASE(an_operation_begins_with_what_it_was_given_and_keeps_it)
{
    const mp_operation_args* kept = nullptr;
    on_create = [&](const mp_operation_args& args, const mp_sink&) {
        kept = &args;
        return reinterpret_cast<mp_operation*>(&destroyed);
    };
    message content;
    content.text.text = "Hello";
    content.text.spans.push_back(multipost::span{span_kind::link, 0, 1, 3, "https://a.example/"});
    content.title = "Title";
    content.link = "https://b.example/";
    content.language = "fr";
    content.attachments.push_back({"a.png", "image/png", "alt", std::make_shared<const std::string>("12345")});
    auto given = start();
    given.kind = operation_kind::edit;
    given.content = std::make_shared<const message>(content);
    given.checkpoint = std::string("a\0b", 3);
    given.remote_id = "77";
    const auto c = connector();
    const auto begun = c.create(std::move(given));
    BOOST_REQUIRE(begun.has_value());

    // Read after create() has returned: all of it stays valid until the operation is destroyed.
    BOOST_TEST(kept->struct_size == sizeof(mp_operation_args));
    BOOST_TEST(kept->kind == static_cast<uint32_t>(MP_EDIT));
    BOOST_REQUIRE_EQUAL(kept->settings.count, 2U);
    BOOST_TEST(text_of(MP_AT(mp_setting, kept->settings, 0)->name) == "key");
    BOOST_TEST(text_of(MP_AT(mp_setting, kept->settings, 1)->value) == "https://fake.example/");
    BOOST_TEST(text_of(kept->delivery_id) == "id");
    BOOST_TEST(kept->created_at_ms == 123);
    BOOST_TEST(text_of(kept->checkpoint) == std::string("a\0b", 3));
    BOOST_TEST(text_of(kept->remote_id) == "77");
    const auto& m = *kept->message;
    BOOST_TEST(m.struct_size == sizeof(mp_message));
    BOOST_TEST(text_of(m.text) == "Hello");
    BOOST_TEST(text_of(m.title) == "Title");
    BOOST_TEST(text_of(m.link) == "https://b.example/");
    BOOST_TEST(text_of(m.language) == "fr");
    BOOST_REQUIRE_EQUAL(m.spans.count, 1U);
    const auto* s = MP_AT(mp_span, m.spans, 0);
    BOOST_TEST(s->kind == static_cast<uint32_t>(MP_SPAN_LINK));
    BOOST_TEST(s->first == 1U);
    BOOST_TEST(s->last == 3U);
    BOOST_TEST(text_of(s->href) == "https://a.example/");
    BOOST_REQUIRE_EQUAL(m.attachments.count, 1U);
    const auto* a = MP_AT(mp_attachment, m.attachments, 0);
    BOOST_TEST(text_of(a->name) == "a.png");
    BOOST_TEST(text_of(a->mime_type) == "image/png");
    BOOST_TEST(text_of(a->alt_text) == "alt");
    BOOST_TEST(a->size == 5U);
}

BOOST_AUTO_TEST_CASE(a_check_has_no_message)
{
    bool has_message = true;
    on_create = [&](const mp_operation_args& args, const mp_sink&) {
        has_message = args.message != nullptr;
        return reinterpret_cast<mp_operation*>(&destroyed);
    };
    auto given = start();
    given.kind = operation_kind::check;
    given.content = nullptr;
    const auto c = connector();
    BOOST_TEST(c.create(std::move(given)).has_value());
    BOOST_TEST(!has_message);
}

BOOST_AUTO_TEST_CASE(each_event_arrives_as_it_is)
{
    std::vector<std::string> seen;
    on_step = [&](const mp_event& event, mp_action& action) {
        std::string text = std::to_string(event.kind) + " at " + std::to_string(event.now_ms);
        BOOST_TEST(event.struct_size == sizeof(mp_event));
        BOOST_TEST((event.response != nullptr) == (event.kind == MP_EVENT_RESPONSE));
        BOOST_TEST((event.io_error != nullptr) == (event.kind == MP_EVENT_IO_ERROR));
        if (event.response != nullptr)
        {
            const auto* header = MP_AT(mp_header, event.response->headers, 0);
            text += " " + std::to_string(event.response->status) + " " + text_of(header->name) + "=" +
                    text_of(header->value) + " " + text_of(event.response->body);
        }
        if (event.io_error != nullptr)
        {
            text += " " + std::to_string(event.io_error->kind) + " " + std::to_string(event.io_error->request_sent) +
                    " " + text_of(event.io_error->text);
        }
        seen.push_back(text);
        action.kind = MP_ACTION_SLEEP;
    };
    const auto c = connector();
    auto begun = c.create(start());
    BOOST_REQUIRE(begun.has_value());
    const wall_time now{std::chrono::milliseconds(5)};
    http_response response;
    response.status = 404;
    response.headers = {{"a", "b"}};
    response.body = "gone";
    io_failure failed;
    failed.kind = io_error::timeout;
    failed.request_sent = true;
    failed.text = "too late";
    for (const operation_event& event :
         std::initializer_list<operation_event>{started(), response, failed, timer_fired(), stored(), cancel_wanted()})
        (void)(*begun)->step(event, now);
    const std::vector<std::string> expected{"1 at 5", "2 at 5 404 a=b gone", "3 at 5 5 1 too late", "4 at 5", "5 at 5",
                                            "6 at 5"};
    BOOST_TEST(seen == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_request_is_copied_out_of_the_plugins_memory)
{
    std::array headers{mp_header{borrow("Accept"), borrow("*/*")}, mp_header{borrow("X"), borrow("")}};
    std::array<mp_body_part, 2> parts{};
    parts[0].kind = MP_BODY_BYTES;
    parts[0].bytes = borrow(std::string_view("a\0b", 3));
    parts[1].kind = MP_BODY_ATTACHMENT;
    parts[1].attachment = 1;
    parts[1].offset = 2;
    parts[1].length = 3;
    auto given = plain_request();
    given.effect = MP_PUBLISHES_ONCE;
    given.headers = {headers.data(), headers.size(), sizeof(mp_header)};
    given.body = {parts.data(), parts.size(), sizeof(mp_body_part)};
    given.timeout_ms = 1500;
    const auto action = first_action([&](mp_action& a) {
        a.kind = MP_ACTION_REQUEST;
        a.request = &given;
    });
    const auto* request = std::get_if<http_request>(&action);
    BOOST_REQUIRE(request != nullptr);
    BOOST_TEST((request->effect == effect::publishes_once));
    BOOST_TEST(request->method == "POST");
    BOOST_TEST(request->url == "https://fake.example/");
    BOOST_REQUIRE_EQUAL(request->headers.size(), 2U);
    BOOST_TEST(request->headers[0].second == "*/*");
    BOOST_REQUIRE_EQUAL(request->body.size(), 2U);
    BOOST_TEST(std::get<std::string>(request->body[0]) == std::string("a\0b", 3));
    BOOST_TEST(std::get<attachment_range>(request->body[1]).index == 1U);
    BOOST_TEST(std::get<attachment_range>(request->body[1]).offset == 2U);
    BOOST_TEST(std::get<attachment_range>(request->body[1]).length == 3U);
    BOOST_TEST(request->timeout.count() == 1500);
}

BOOST_AUTO_TEST_CASE(a_larger_struct_and_a_larger_element_of_a_later_minor_version_are_read)
{
    struct later_request
    {
        mp_request now;
        std::array<char, 64> later;
    };
    struct later_header
    {
        mp_header now;
        std::array<char, 16> later;
    };
    std::array<later_header, 2> headers{};
    headers[0].now = {borrow("A"), borrow("1")};
    headers[1].now = {borrow("B"), borrow("2")};
    later_request given{plain_request(), {}};
    given.now.struct_size = sizeof given;
    given.now.headers = {&headers[0].now, headers.size(), sizeof(later_header)};
    const auto action = first_action([&](mp_action& a) {
        a.kind = MP_ACTION_REQUEST;
        a.request = &given.now;
    });
    const auto* request = std::get_if<http_request>(&action);
    BOOST_REQUIRE(request != nullptr);
    BOOST_REQUIRE_EQUAL(request->headers.size(), 2U);
    BOOST_TEST(request->headers[1].first == "B");
}

BOOST_AUTO_TEST_CASE(a_request_that_cannot_be_read_is_misbehaviour)
{
    const std::string long_url(9000, 'a');
    const std::vector<mp_header> many(101, mp_header{borrow("A"), borrow("1")});
    mp_body_part odd{};
    odd.kind = 9;
    mp_body_part hollow{};
    hollow.kind = MP_BODY_BYTES;
    hollow.bytes = {nullptr, 5};
    check_misbehaves("points to none", [](mp_action& a) { a.kind = MP_ACTION_REQUEST; });
    check_request_misbehaves("struct_size", [](mp_request& r) { r.struct_size = sizeof r - 8; });
    check_request_misbehaves("struct_size", [](mp_request& r) { r.struct_size = 0; });
    check_request_misbehaves("request.effect is 0", [](mp_request& r) { r.effect = 0; });
    check_request_misbehaves("request.effect is 4", [](mp_request& r) { r.effect = 4; });
    check_request_misbehaves("request.url is NULL", [](mp_request& r) { r.url = {nullptr, std::size_t(1) << 30U}; });
    check_request_misbehaves("request.url is longer", [&](mp_request& r) { r.url = borrow(long_url); });
    check_request_misbehaves("request.url is not valid UTF-8", [](mp_request& r) { r.url = borrow("https://\xFF/"); });
    check_request_misbehaves("request.method is longer", [&](mp_request& r) { r.method = borrow(long_url); });
    check_request_misbehaves("request.headers is NULL", [](mp_request& r) {
        r.headers = {nullptr, 1, sizeof(mp_header)};
    });
    check_request_misbehaves("more than 100", [&](mp_request& r) {
        r.headers = {many.data(), 101, sizeof(mp_header)};
    });
    check_request_misbehaves("stride", [&](mp_request& r) { r.headers = {many.data(), 1, 8}; });
    check_request_misbehaves("stride", [&](mp_request& r) { r.headers = {many.data(), 1, sizeof(mp_header) + 1}; });
    check_request_misbehaves("stride", [&](mp_request& r) { r.headers = {many.data(), 1, std::size_t(1) << 60U}; });
    check_request_misbehaves("request.body[0].kind is 9", [&](mp_request& r) { r.body = {&odd, 1, sizeof odd}; });
    check_request_misbehaves("request.body[0].bytes is NULL", [&](mp_request& r) {
        r.body = {&hollow, 1, sizeof hollow};
    });
}

BOOST_AUTO_TEST_CASE(a_wait_is_at_most_ten_minutes)
{
    const auto sleep = [](std::int64_t ms) {
        return [ms](mp_action& a) {
            a.kind = MP_ACTION_SLEEP;
            a.sleep_ms = ms;
        };
    };
    BOOST_TEST(std::get<sleep_for>(first_action(sleep(600'000))).time.count() == 600'000);
    BOOST_TEST(std::get<sleep_for>(first_action(sleep(0))).time.count() == 0);
    check_misbehaves("sleep_ms", sleep(600'001));
    check_misbehaves("sleep_ms", sleep(-1));
}

BOOST_AUTO_TEST_CASE(a_checkpoint_is_any_bytes_up_to_64_kib)
{
    const std::string most(65'536, '\xFF');
    const std::string more(65'537, 'a');
    const auto checkpoint = [](const std::string& state) {
        return [&state](mp_action& a) {
            a.kind = MP_ACTION_CHECKPOINT;
            a.state = borrow(state);
        };
    };
    BOOST_TEST(std::get<store_checkpoint>(first_action(checkpoint(most))).state == most);
    check_misbehaves("state is longer", checkpoint(more));
}

BOOST_AUTO_TEST_CASE(changed_settings_are_those_of_the_description)
{
    std::array given{mp_setting{borrow("key"), borrow("new")}};
    const auto write = [&](mp_action& a) {
        a.kind = MP_ACTION_SETTINGS;
        a.settings = {given.data(), given.size(), sizeof(mp_setting)};
    };
    const auto action = first_action(write);
    BOOST_REQUIRE(std::holds_alternative<store_settings>(action));
    BOOST_TEST(std::get<store_settings>(action).changed.at("key").reveal() == "new");
    given[0].name = borrow("colour");
    check_misbehaves("does not know", write);
}

BOOST_AUTO_TEST_CASE(a_success_carries_its_proof)
{
    auto given = plain_done();
    given.proof = MP_PROOF_ID;
    given.remote_id = borrow("77");
    given.permalink = borrow("https://fake.example/77");
    given.pause_ms = 1000;
    given.pause_scope = MP_SCOPE_CREDENTIAL;
    const auto success = read(given);
    BOOST_TEST((success.proof == proof::id));
    BOOST_TEST(success.remote_id == "77");
    BOOST_TEST(success.permalink == "https://fake.example/77");
    BOOST_TEST(success.pause.count() == 1000);
    BOOST_TEST((success.pause_scope == limit_scope::credential));

    check_done_misbehaves("done.proof is 0", [](mp_done& d) { d.proof = 0; });
    check_done_misbehaves("done.remote_id is empty", [](mp_done& d) { d.proof = MP_PROOF_ID; });
    check_done_misbehaves("done.remote_id is not valid UTF-8", [](mp_done& d) { d.remote_id = borrow("\xC3"); });
    check_done_misbehaves("struct_size", [](mp_done& d) { d.struct_size = 4; });
    check_misbehaves("points to none", [](mp_action& a) { a.kind = MP_ACTION_DONE; });
}

BOOST_AUTO_TEST_CASE(a_failure_carries_its_words)
{
    auto given = plain_failure();
    given.advice = borrow("Get another.");
    given.remote_words = borrow("bad key");
    given.retry_after_ms = 2500;
    given.retry_scope = MP_SCOPE_CHANNEL;
    const auto failed = read(given);
    BOOST_TEST((failed.kind == failure_class::auth));
    BOOST_TEST(failed.code == "bad_key");
    BOOST_TEST(failed.what == "The key is wrong.");
    BOOST_TEST(failed.advice == "Get another.");
    BOOST_TEST(failed.remote_words == "bad key");
    BOOST_REQUIRE(failed.retry_after.has_value());
    BOOST_TEST(failed.retry_after->count() == 2500);
    BOOST_TEST((failed.retry_scope == limit_scope::channel));

    const std::string long_code(65, 'a');
    const std::string long_text(1025, 'a');
    check_failure_misbehaves("failure.code", [](mp_failure& f) { f.code = borrow(""); });
    check_failure_misbehaves("failure.code", [](mp_failure& f) { f.code = borrow("Bad Key"); });
    check_failure_misbehaves("failure.code is longer", [&](mp_failure& f) { f.code = borrow(long_code); });
    check_failure_misbehaves("failure.what is empty", [](mp_failure& f) { f.what = borrow(""); });
    check_failure_misbehaves("failure.what is longer", [&](mp_failure& f) { f.what = borrow(long_text); });
    check_failure_misbehaves("failure.advice is not valid UTF-8", [](mp_failure& f) { f.advice = borrow("\xFE"); });
    check_failure_misbehaves("struct_size", [](mp_failure& f) { f.struct_size = 16; });
    check_misbehaves("points to none", [](mp_action& a) { a.kind = MP_ACTION_FAIL; });
}

BOOST_AUTO_TEST_CASE(unknown_values_are_taken_as_the_header_says)
{
    auto given = plain_failure();
    given.failure_class = 99;
    given.retry_scope = 99;
    BOOST_TEST((read(given).kind == failure_class::unconfirmed));
    BOOST_TEST((read(given).retry_scope == limit_scope::origin));
    BOOST_TEST(!read(given).retry_after.has_value());
    given.retry_after_ms = std::numeric_limits<std::int64_t>::max();
    BOOST_TEST((read(given).retry_after == std::chrono::hours(24 * 366)));
}

BOOST_AUTO_TEST_CASE(the_networks_words_are_cut_between_characters_and_made_readable)
{
    auto given = plain_failure();
    std::string words = std::string(1023, 'a') + "\u00E9 and more";
    given.remote_words = borrow(words);
    BOOST_TEST(read(given).remote_words == std::string(1023, 'a'));
    words = "a\xFF\xC3(b\xE2\x82";
    given.remote_words = borrow(words);
    BOOST_TEST(read(given).remote_words == "a\uFFFD\uFFFD(b\uFFFD\uFFFD");
    words = std::string(1'000'000, '\x80');
    given.remote_words = borrow(words);
    BOOST_TEST(read(given).remote_words.size() <= 1024U);
}

BOOST_AUTO_TEST_CASE(an_action_that_is_none_is_misbehaviour)
{
    check_misbehaves("kind is 0", [](mp_action&) {});
    check_misbehaves("kind is 4711", [](mp_action& a) { a.kind = 4711; });
}

BOOST_AUTO_TEST_CASE(a_secret_in_a_failure_is_masked)
{
    auto given = plain_failure();
    given.what = borrow("The key key-0123456789 is wrong.");
    given.remote_words = borrow("no such key: key-0123456789");
    BOOST_TEST(read(given).what == "The key *** is wrong.");
    BOOST_TEST(read(given).remote_words == "no such key: ***");
}

BOOST_AUTO_TEST_CASE(a_secret_across_the_end_of_what_is_kept_is_masked_whole)
{
    auto given = plain_failure();
    const auto words = std::string(1020, ' ') + "key-0123456789";
    given.remote_words = borrow(words);
    BOOST_TEST(read(given).remote_words == std::string(1020, ' ') + "***");
}

BOOST_AUTO_TEST_CASE(an_exception_costs_the_operation_and_nothing_else)
{
    const auto action = first_action([](mp_action&) { throw 7; });
    const auto* broken = std::get_if<misbehaviour>(&action);
    BOOST_REQUIRE(broken != nullptr);
    BOOST_TEST(broken->what == "step() let an exception out");
    BOOST_TEST(destroyed == 1);

    on_create = [](const mp_operation_args&, const mp_sink&) -> mp_operation* { throw 7; };
    const auto c = connector();
    auto begun = c.create(start());
    BOOST_REQUIRE(begun.has_value());
    const auto first = (*begun)->step(started(), wall_time());
    BOOST_REQUIRE(std::holds_alternative<misbehaviour>(first));
    BOOST_TEST(std::get<misbehaviour>(first).what == "create() let an exception out");
}

BOOST_AUTO_TEST_CASE(an_operation_is_destroyed_exactly_once)
{
    const auto c = connector();
    {
        auto begun = c.create(start());
        BOOST_REQUIRE(begun.has_value());
        BOOST_TEST(destroyed == 0);
    }
    BOOST_TEST(destroyed == 1); // before its first step

    const auto success = plain_done();
    on_step = [&](const mp_event&, mp_action& action) {
        action.kind = MP_ACTION_DONE;
        action.done = &success;
    };
    {
        auto begun = c.create(start());
        BOOST_REQUIRE(begun.has_value());
        (void)(*begun)->step(started(), wall_time());
        BOOST_TEST(destroyed == 2); // as soon as it has ended
        const auto after = (*begun)->step(timer_fired(), wall_time());
        BOOST_TEST(std::holds_alternative<misbehaviour>(after));
    }
    BOOST_TEST(destroyed == 2);

    (void)first_action([](mp_action& a) { a.kind = 4711; });
    BOOST_TEST(destroyed == 3);
}

BOOST_AUTO_TEST_CASE(settings_that_a_connector_cannot_use_are_an_error_without_secrets)
{
    on_create = [](const mp_operation_args&, const mp_sink& error) -> mp_operation* {
        constexpr std::string_view reason = "key-0123456789 is no key";
        error.write(error.context, reason.data(), reason.size());
        return nullptr;
    };
    const auto c = connector();
    const auto begun = c.create(start());
    BOOST_REQUIRE(begun.has_error());
    BOOST_TEST(begun.error().code == errc::bad_channel);
    BOOST_TEST(begun.error().what == "The Fake connector cannot use these settings: *** is no key");
    BOOST_TEST(destroyed == 0);
}

BOOST_AUTO_TEST_CASE(settings_from_a_url_are_collected_and_checked)
{
    const auto c = connector();
    BOOST_TEST(!c.settings_from_url("https://a.example/", false).has_value());

    std::uint32_t seen_flags = 9;
    on_url = [&](mp_string url, uint32_t flags, const mp_settings_sink& settings, const mp_sink&) -> uint32_t {
        seen_flags = flags;
        settings.set(settings.context, borrow("url"), borrow("first"));
        settings.set(settings.context, borrow("url"), url);
        return MP_URL_TAKEN;
    };
    const auto taken = c.settings_from_url("https://a.example/", true);
    BOOST_REQUIRE(taken.has_value());
    BOOST_REQUIRE(taken->has_value());
    BOOST_TEST((**taken).at("url").reveal() == "https://a.example/");
    BOOST_TEST(seen_flags == static_cast<std::uint32_t>(MP_URL_NAMED));

    on_url = [](mp_string, uint32_t, const mp_settings_sink&, const mp_sink&) -> uint32_t { return 77; };
    BOOST_TEST(!c.settings_from_url("x", false).has_value()); // as the header says of other values

    const auto misbehaves = [&] {
        const auto answer = c.settings_from_url("x", false);
        return answer.has_value() && answer->has_error() && answer->error().code == errc::plugin_misbehaved;
    };
    on_url = [](mp_string, uint32_t, const mp_settings_sink& s, const mp_sink&) -> uint32_t {
        s.set(s.context, borrow("a"), borrow("\xFF"));
        return MP_URL_TAKEN;
    };
    BOOST_TEST(misbehaves());
    on_url = [](mp_string, uint32_t, const mp_settings_sink& s, const mp_sink&) -> uint32_t {
        for (int i = 0; i != 65; ++i) s.set(s.context, borrow("n" + std::to_string(i)), borrow("v"));
        return MP_URL_TAKEN;
    };
    BOOST_TEST(misbehaves());
    on_url = [](mp_string, uint32_t, const mp_settings_sink&, const mp_sink& e) -> uint32_t {
        e.write(e.context, nullptr, 100);
        return MP_URL_BAD;
    };
    BOOST_TEST(misbehaves());
    on_url = [](mp_string, uint32_t, const mp_settings_sink&, const mp_sink&) -> uint32_t { throw 7; };
    BOOST_TEST(misbehaves());
}

BOOST_AUTO_TEST_CASE(a_reason_that_repeats_the_url_is_masked)
{
    on_url = [](mp_string url, uint32_t, const mp_settings_sink&, const mp_sink& e) -> uint32_t {
        e.write(e.context, "wrong: ", 7);
        e.write(e.context, url.data, url.size);
        return MP_URL_BAD;
    };
    const auto c = connector();
    const auto answer = c.settings_from_url("https://a.example/hook/0123456789abcdefghij", false);
    BOOST_REQUIRE(answer.has_value());
    BOOST_REQUIRE(answer->has_error());
    BOOST_TEST(answer->error().what == "wrong: https://a.example/hook/***");
}

BOOST_AUTO_TEST_CASE(a_message_is_rendered_in_pieces_or_refused)
{
    const auto c = connector();
    message content;
    content.text.text = "Hi";
    BOOST_TEST(c.render(content).error().code == errc::bad_message);

    on_render = [](const mp_message& m, const mp_sink& out) -> uint32_t {
        out.write(out.context, "*", 1);
        out.write(out.context, m.text.data, m.text.size);
        out.write(out.context, "*", 1);
        return 1;
    };
    BOOST_TEST(c.render(content).value() == "*Hi*");
    on_render = [](const mp_message&, const mp_sink& out) -> uint32_t {
        out.write(out.context, "\xC3", 1);
        return 1;
    };
    BOOST_TEST(c.render(content).error().code == errc::plugin_misbehaved);
    on_render = [](const mp_message&, const mp_sink&) -> uint32_t { throw 7; };
    BOOST_TEST(c.render(content).error().code == errc::plugin_misbehaved);

    auto bare = table;
    bare.render = nullptr;
    const loaded_connector without(bare, connector_info());
    BOOST_TEST(without.render(content).value() == "Hi");
}

BOOST_AUTO_TEST_SUITE_END()
