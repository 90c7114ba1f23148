"""Runs the official `openai` client, unchanged, against a running `kefu serve`.

    pip install openai
    KEFU_BASE_URL=http://127.0.0.1:8420 python -m unittest test_openai_client.py

KEFU_KEY is a key of the service, where it needs one. The knowledge base is the sample of this repository.
"""

import asyncio
import os
import unittest

import openai

BASE = os.environ.get("KEFU_BASE_URL", "http://127.0.0.1:8420") + "/v1"
KEY = os.environ.get("KEFU_KEY", "none")
QUESTION = [{"role": "user", "content": "退货要多久退款？"}]


def client(**options):
    return openai.OpenAI(base_url=BASE, api_key=KEY, **options)


class ChatTest(unittest.TestCase):
    def test_an_answer_in_one_piece(self):
        completion = client().chat.completions.create(model="kefu", messages=QUESTION)
        self.assertEqual(completion.choices[0].finish_reason, "stop")
        self.assertTrue(completion.choices[0].message.content)
        self.assertIn(completion.kefu["decision"], ["answered", "direct", "quoted"])
        self.assertTrue(completion.kefu["sources"])
        content = completion.choices[0].message.content
        for annotation in completion.choices[0].message.annotations:
            mark = content[annotation.url_citation.start_index : annotation.url_citation.end_index]
            self.assertRegex(mark, r"^\[\d+\]$")

    def test_a_stream(self):
        chunks = list(
            client().chat.completions.create(
                model="kefu", messages=QUESTION, stream=True, stream_options={"include_usage": True}
            )
        )
        text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
        self.assertTrue(text)
        self.assertEqual(chunks[-2].choices[0].finish_reason, "stop")
        self.assertTrue(chunks[-2].kefu["sources"])
        self.assertIsNotNone(chunks[-1].usage)

    def test_the_stream_helper(self):
        with client().chat.completions.stream(model="kefu", messages=QUESTION) as stream:
            for _ in stream:
                pass
            self.assertTrue(stream.get_final_completion().choices[0].message.content)

    def test_many_at_once(self):
        async def ask():
            async with openai.AsyncOpenAI(base_url=BASE, api_key=KEY) as asynchronous:
                answers = await asyncio.gather(
                    *(asynchronous.chat.completions.create(model="kefu", messages=QUESTION) for _ in range(8))
                )
            return {answer.choices[0].message.content for answer in answers}

        self.assertEqual(len(asyncio.run(ask())), 1)

    def test_a_session(self):
        first = client().chat.completions.create(model="kefu", messages=QUESTION)
        session = first.kefu["session_id"]
        second = client().chat.completions.create(
            model="kefu", messages=QUESTION, extra_body={"session_id": session}
        )
        self.assertEqual(second.kefu["session_id"], session)
        self.assertEqual(second.kefu["turn"], first.kefu["turn"] + 1)


class OtherEndpointsTest(unittest.TestCase):
    def test_models(self):
        self.assertEqual([model.id for model in client().models.list()], ["kefu"])
        self.assertEqual(client().models.retrieve("kefu").owned_by, "kefu")

    def test_embeddings_as_numbers_and_in_base_64(self):
        packed = client().embeddings.create(model="kefu", input=["退货", "refund"])
        plain = client().embeddings.create(model="kefu", input=["退货", "refund"], encoding_format="float")
        self.assertEqual(len(packed.data), 2)
        self.assertAlmostEqual(sum(x * x for x in packed.data[0].embedding), 1, places=3)
        for one, other in zip(packed.data[1].embedding, plain.data[1].embedding):
            self.assertAlmostEqual(one, other, places=5)


class ErrorTest(unittest.TestCase):
    def fails(self, error, **arguments):
        with self.assertRaises(error) as caught:
            client(max_retries=0).chat.completions.create(**({"model": "kefu", "messages": QUESTION} | arguments))
        return caught.exception

    def test_errors_have_their_classes(self):
        wrong = self.fails(openai.BadRequestError, n=2)
        self.assertEqual((wrong.param, wrong.code), ("n", "invalid_value"))
        self.fails(openai.BadRequestError, messages=[{"role": "user", "content": "x" * 4_001}])
        unknown = self.fails(openai.NotFoundError, extra_body={"session_id": "000000000000"})
        self.assertEqual(unknown.code, "unknown_session")
        with self.assertRaises(openai.NotFoundError):
            client().models.retrieve("gpt-5")
        with self.assertRaises(openai.PermissionDeniedError if KEY == "none" else openai.AuthenticationError):
            openai.OpenAI(base_url=BASE.replace("/v1", "/admin"), api_key="kefu_wrong").get("/status", cast_to=object)

    def test_a_time_out_ends_the_request(self):
        with self.assertRaises(openai.APITimeoutError):
            client(timeout=0.0001, max_retries=0).models.list()


if __name__ == "__main__":
    unittest.main()
