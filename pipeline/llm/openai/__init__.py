"""Servers that speak the OpenAI API; the only room that imports `openai`."""

from pipeline.llm.openai.batches import OpenAIBatches
from pipeline.llm.openai.refusals import of_status as refusal
from pipeline.llm.openai.server import OpenAIServer

__all__ = ["OpenAIBatches", "OpenAIServer", "refusal"]
