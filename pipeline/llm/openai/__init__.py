"""Servers that speak the OpenAI API; the only room that imports `openai`."""

from pipeline.llm.openai.server import OpenAIServer

__all__ = ["OpenAIServer"]
