"""A tokenizer that gives every text back exactly and a model of 30 thousand parameters, made on the spot: no hub is asked."""

import os

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast, set_seed

TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def tokenizer(prompts, answers=()):
    """Bytes, merged as the prompts have them; each of `answers` is one token."""
    bare = Tokenizer(models.BPE())
    bare.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bare.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    bare.train_from_iterator(prompts, trainers.BpeTrainer(vocab_size=8000, initial_alphabet=alphabet, show_progress=False))
    special = {"pad_token": "<pad>", "eos_token": "<|im_end|>", "additional_special_tokens": ["<|im_start|>"]}
    made = PreTrainedTokenizerFast(
        tokenizer_object=bare, padding_side="left", chat_template=TEMPLATE, clean_up_tokenization_spaces=False, **special
    )
    made.add_tokens([AddedToken(answer, special=False, normalized=False) for answer in answers])
    return made


def model(tokens):
    set_seed(1)
    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokens),
            hidden_size=16,
            intermediate_size=32,
            num_hidden_layers=1,
            num_attention_heads=2,
            num_key_value_heads=1,
            max_position_embeddings=8192,
            pad_token_id=tokens.pad_token_id,
            bos_token_id=tokens.eos_token_id,
            eos_token_id=tokens.eos_token_id,
        )
    )
