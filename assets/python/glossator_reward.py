"""The reward of a guideline, in Python: the same reading, the same checks and the same score as `glossator score`.

Standard library only; no files, network, clock, random numbers or child processes; every pattern has a fixed length or is
one class of signs, so nothing backtracks. Texts are counted in code points (the TypeScript counts UTF-16 units; where a
limit is meant in units, it is one here as well). Written by hand after src/reward; a differential test holds both to the
same verdicts.
"""
# Python >= 3.10
import json
import math
import re
from bisect import bisect_right

# --- tables: made from src/folds.ts and src/reward/measures; `npx vitest run tests/compile/targets/python -u` writes them
TABLES = json.loads(r"""{
"spacing": [9,13,32,32,133,133,160,160,5760,5760,8192,8207,8232,8239,8287,8292,12288,12288,65024,65039,
65279,65279],
"hyphens": [45,45,95,95,173,173,8208,8213,8259,8259,8722,8722,65112,65112,65123,65123,65293,65293,65343,
65343],
"lower": [65,26,1,32,192,23,1,32,216,7,1,32,256,24,2,1,306,3,2,1,313,8,2,1,330,23,2,1,376,1,1,-121,377,
3,2,1,385,1,1,210,386,2,2,1,390,1,1,206,391,1,1,1,393,2,1,205,395,1,1,1,398,1,1,79,399,1,1,202,400,1,
1,203,401,1,1,1,403,1,1,205,404,1,1,207,406,1,1,211,407,1,1,209,408,1,1,1,412,1,1,211,413,1,1,213,415,
1,1,214,416,3,2,1,422,1,1,218,423,1,1,1,425,1,1,218,428,1,1,1,430,1,1,218,431,1,1,1,433,2,1,217,435,2,
2,1,439,1,1,219,440,1,1,1,444,1,1,1,452,1,1,2,453,1,1,1,455,1,1,2,456,1,1,1,458,1,1,2,459,9,2,1,478,9,
2,1,497,1,1,2,498,2,2,1,502,1,1,-97,503,1,1,-56,504,20,2,1,544,1,1,-130,546,9,2,1,570,1,1,10795,571,1,
1,1,573,1,1,-163,574,1,1,10792,577,1,1,1,579,1,1,-195,580,1,1,69,581,1,1,71,582,5,2,1,880,2,2,1,886,1,
1,1,895,1,1,116,902,1,1,38,904,3,1,37,908,1,1,64,910,2,1,63,913,17,1,32,931,9,1,32,975,1,1,8,984,12,2,
1,1012,1,1,-60,1015,1,1,1,1017,1,1,-7,1018,1,1,1,1021,3,1,-130,1024,16,1,80,1040,32,1,32,1120,17,2,1,
1162,27,2,1,1216,1,1,15,1217,7,2,1,1232,48,2,1,1329,38,1,48,4256,38,1,7264,4295,1,1,7264,4301,1,1,7264,
5024,80,1,38864,5104,6,1,8,7305,1,1,1,7312,43,1,-3008,7357,3,1,-3008,7680,75,2,1,7838,1,1,-7615,7840,
48,2,1,7944,8,1,-8,7960,6,1,-8,7976,8,1,-8,7992,8,1,-8,8008,6,1,-8,8025,4,2,-8,8040,8,1,-8,8072,8,1,-8,
8088,8,1,-8,8104,8,1,-8,8120,2,1,-8,8122,2,1,-74,8124,1,1,-9,8136,4,1,-86,8140,1,1,-9,8152,2,1,-8,8154,
2,1,-100,8168,2,1,-8,8170,2,1,-112,8172,1,1,-7,8184,2,1,-128,8186,2,1,-126,8188,1,1,-9,8486,1,1,-7517,
8490,1,1,-8383,8491,1,1,-8262,8498,1,1,28,8544,16,1,16,8579,1,1,1,9398,26,1,26,11264,48,1,48,11360,1,
1,1,11362,1,1,-10743,11363,1,1,-3814,11364,1,1,-10727,11367,3,2,1,11373,1,1,-10780,11374,1,1,-10749,11375,
1,1,-10783,11376,1,1,-10782,11378,1,1,1,11381,1,1,1,11390,2,1,-10815,11392,50,2,1,11499,2,2,1,11506,1,
1,1,42560,23,2,1,42624,14,2,1,42786,7,2,1,42802,31,2,1,42873,2,2,1,42877,1,1,-35332,42878,5,2,1,42891,
1,1,1,42893,1,1,-42280,42896,2,2,1,42902,10,2,1,42922,1,1,-42308,42923,1,1,-42319,42924,1,1,-42315,42925,
1,1,-42305,42926,1,1,-42308,42928,1,1,-42258,42929,1,1,-42282,42930,1,1,-42261,42931,1,1,928,42932,8,
2,1,42948,1,1,-48,42949,1,1,-42307,42950,1,1,-35384,42951,2,2,1,42955,1,1,-42343,42956,8,2,1,42972,1,
1,-42561,42997,1,1,1,65313,26,1,32,66560,40,1,40,66736,36,1,40,66928,11,1,39,66940,15,1,39,66956,7,1,
39,66964,2,1,39,68736,51,1,64,68944,22,1,32,71840,32,1,32,93760,32,1,32,93856,25,1,27,125184,34,1,34],
"looks": [178,2,1,-128,185,1,1,-136,305,1,1,-200,593,1,1,-496,609,1,1,-506,913,2,1,-848,917,1,1,-848,
918,1,1,-828,919,1,1,-847,921,1,1,-848,922,2,2,-847,925,1,1,-847,927,1,1,-848,929,1,1,-849,932,1,1,-848,
933,1,1,-844,935,1,1,-847,945,1,1,-848,953,1,1,-848,954,1,1,-847,957,1,1,-839,959,1,1,-848,961,1,1,-849,
965,1,1,-848,967,1,1,-847,1029,1,1,-946,1030,1,1,-957,1032,1,1,-958,1040,1,1,-975,1042,1,1,-976,1045,
1,1,-976,1050,2,2,-975,1053,1,1,-981,1054,1,1,-975,1056,1,1,-976,1057,1,1,-990,1058,1,1,-974,1059,1,1,
-970,1061,1,1,-973,1072,1,1,-975,1077,1,1,-976,1082,3,2,-975,1088,1,1,-976,1089,1,1,-990,1090,1,1,-974,
1091,1,1,-970,1093,1,1,-973,1109,1,1,-994,1110,1,1,-1005,1112,1,1,-1006,1211,1,1,-1107,1281,1,1,-1181,
1307,1,1,-1194,1309,1,1,-1190,1365,1,1,-1286,1413,1,1,-1302,8218,1,1,-8174,8304,1,1,-8256,8308,6,1,-8256,
8320,10,1,-8272,8462,1,1,-8358,8467,1,1,-8359,12289,1,1,-12245,65281,94,1,-65248,119808,26,1,-119743,
119834,26,1,-119737,119860,26,1,-119795,119886,26,1,-119789,119912,26,1,-119847,119938,26,1,-119841,119964,
26,1,-119899,119990,26,1,-119893,120016,26,1,-119951,120042,26,1,-119945,120068,26,1,-120003,120094,26,
1,-119997,120120,26,1,-120055,120146,26,1,-120049,120172,26,1,-120107,120198,26,1,-120101,120224,26,1,
-120159,120250,26,1,-120153,120276,26,1,-120211,120302,26,1,-120205,120328,26,1,-120263,120354,26,1,-120257,
120380,26,1,-120315,120406,26,1,-120309,120432,26,1,-120367,120458,26,1,-120361,120782,10,1,-120734,120792,
10,1,-120744,120802,10,1,-120754,120812,10,1,-120764,120822,10,1,-120774],
"letters": [65,90,97,122,170,170,181,181,186,186,192,214,216,246,248,705,710,721,736,740,748,748,750,
750,880,884,886,887,890,893,895,895,902,902,904,906,908,908,910,929,931,1013,1015,1153,1162,1327,1329,
1366,1369,1369,1376,1416,1488,1514,1519,1522,1568,1610,1646,1647,1649,1747,1749,1749,1765,1766,1774,1775,
1786,1788,1791,1791,1808,1808,1810,1839,1869,1957,1969,1969,1994,2026,2036,2037,2042,2042,2048,2069,2074,
2074,2084,2084,2088,2088,2112,2136,2144,2154,2160,2183,2185,2191,2208,2249,2308,2361,2365,2365,2384,2384,
2392,2401,2417,2432,2437,2444,2447,2448,2451,2472,2474,2480,2482,2482,2486,2489,2493,2493,2510,2510,2524,
2525,2527,2529,2544,2545,2556,2556,2565,2570,2575,2576,2579,2600,2602,2608,2610,2611,2613,2614,2616,2617,
2649,2652,2654,2654,2674,2676,2693,2701,2703,2705,2707,2728,2730,2736,2738,2739,2741,2745,2749,2749,2768,
2768,2784,2785,2809,2809,2821,2828,2831,2832,2835,2856,2858,2864,2866,2867,2869,2873,2877,2877,2908,2909,
2911,2913,2929,2929,2947,2947,2949,2954,2958,2960,2962,2965,2969,2970,2972,2972,2974,2975,2979,2980,2984,
2986,2990,3001,3024,3024,3077,3084,3086,3088,3090,3112,3114,3129,3133,3133,3160,3162,3164,3165,3168,3169,
3200,3200,3205,3212,3214,3216,3218,3240,3242,3251,3253,3257,3261,3261,3292,3294,3296,3297,3313,3314,3332,
3340,3342,3344,3346,3386,3389,3389,3406,3406,3412,3414,3423,3425,3450,3455,3461,3478,3482,3505,3507,3515,
3517,3517,3520,3526,3585,3632,3634,3635,3648,3654,3713,3714,3716,3716,3718,3722,3724,3747,3749,3749,3751,
3760,3762,3763,3773,3773,3776,3780,3782,3782,3804,3807,3840,3840,3904,3911,3913,3948,3976,3980,4096,4138,
4159,4159,4176,4181,4186,4189,4193,4193,4197,4198,4206,4208,4213,4225,4238,4238,4256,4293,4295,4295,4301,
4301,4304,4346,4348,4680,4682,4685,4688,4694,4696,4696,4698,4701,4704,4744,4746,4749,4752,4784,4786,4789,
4792,4798,4800,4800,4802,4805,4808,4822,4824,4880,4882,4885,4888,4954,4992,5007,5024,5109,5112,5117,5121,
5740,5743,5759,5761,5786,5792,5866,5873,5880,5888,5905,5919,5937,5952,5969,5984,5996,5998,6000,6016,6067,
6103,6103,6108,6108,6176,6264,6272,6276,6279,6312,6314,6314,6320,6389,6400,6430,6480,6509,6512,6516,6528,
6571,6576,6601,6656,6678,6688,6740,6823,6823,6917,6963,6981,6988,7043,7072,7086,7087,7098,7141,7168,7203,
7245,7247,7258,7293,7296,7306,7312,7354,7357,7359,7401,7404,7406,7411,7413,7414,7418,7418,7424,7615,7680,
7957,7960,7965,7968,8005,8008,8013,8016,8023,8025,8025,8027,8027,8029,8029,8031,8061,8064,8116,8118,8124,
8126,8126,8130,8132,8134,8140,8144,8147,8150,8155,8160,8172,8178,8180,8182,8188,8305,8305,8319,8319,8336,
8348,8450,8450,8455,8455,8458,8467,8469,8469,8473,8477,8484,8484,8486,8486,8488,8488,8490,8493,8495,8505,
8508,8511,8517,8521,8526,8526,8579,8580,11264,11492,11499,11502,11506,11507,11520,11557,11559,11559,11565,
11565,11568,11623,11631,11631,11648,11670,11680,11686,11688,11694,11696,11702,11704,11710,11712,11718,
11720,11726,11728,11734,11736,11742,11823,11823,12293,12294,12337,12341,12347,12348,12353,12438,12445,
12447,12449,12538,12540,12543,12549,12591,12593,12686,12704,12735,12784,12799,13312,19903,19968,42124,
42192,42237,42240,42508,42512,42527,42538,42539,42560,42606,42623,42653,42656,42725,42775,42783,42786,
42888,42891,42972,42993,43009,43011,43013,43015,43018,43020,43042,43072,43123,43138,43187,43250,43255,
43259,43259,43261,43262,43274,43301,43312,43334,43360,43388,43396,43442,43471,43471,43488,43492,43494,
43503,43514,43518,43520,43560,43584,43586,43588,43595,43616,43638,43642,43642,43646,43695,43697,43697,
43701,43702,43705,43709,43712,43712,43714,43714,43739,43741,43744,43754,43762,43764,43777,43782,43785,
43790,43793,43798,43808,43814,43816,43822,43824,43866,43868,43881,43888,44002,44032,55203,55216,55238,
55243,55291,63744,64109,64112,64217,64256,64262,64275,64279,64285,64285,64287,64296,64298,64310,64312,
64316,64318,64318,64320,64321,64323,64324,64326,64433,64467,64829,64848,64911,64914,64967,65008,65019,
65136,65140,65142,65276,65313,65338,65345,65370,65382,65470,65474,65479,65482,65487,65490,65495,65498,
65500,65536,65547,65549,65574,65576,65594,65596,65597,65599,65613,65616,65629,65664,65786,66176,66204,
66208,66256,66304,66335,66349,66368,66370,66377,66384,66421,66432,66461,66464,66499,66504,66511,66560,
66717,66736,66771,66776,66811,66816,66855,66864,66915,66928,66938,66940,66954,66956,66962,66964,66965,
66967,66977,66979,66993,66995,67001,67003,67004,67008,67059,67072,67382,67392,67413,67424,67431,67456,
67461,67463,67504,67506,67514,67584,67589,67592,67592,67594,67637,67639,67640,67644,67644,67647,67669,
67680,67702,67712,67742,67808,67826,67828,67829,67840,67861,67872,67897,67904,67929,67968,68023,68030,
68031,68096,68096,68112,68115,68117,68119,68121,68149,68192,68220,68224,68252,68288,68295,68297,68324,
68352,68405,68416,68437,68448,68466,68480,68497,68608,68680,68736,68786,68800,68850,68864,68899,68938,
68965,68975,68997,69248,69289,69296,69297,69314,69319,69376,69404,69415,69415,69424,69445,69488,69505,
69552,69572,69600,69622,69635,69687,69745,69746,69749,69749,69763,69807,69840,69864,69891,69926,69956,
69956,69959,69959,69968,70002,70006,70006,70019,70066,70081,70084,70106,70106,70108,70108,70144,70161,
70163,70187,70207,70208,70272,70278,70280,70280,70282,70285,70287,70301,70303,70312,70320,70366,70405,
70412,70415,70416,70419,70440,70442,70448,70450,70451,70453,70457,70461,70461,70480,70480,70493,70497,
70528,70537,70539,70539,70542,70542,70544,70581,70583,70583,70609,70609,70611,70611,70656,70708,70727,
70730,70751,70753,70784,70831,70852,70853,70855,70855,71040,71086,71128,71131,71168,71215,71236,71236,
71296,71338,71352,71352,71424,71450,71488,71494,71680,71723,71840,71903,71935,71942,71945,71945,71948,
71955,71957,71958,71960,71983,71999,71999,72001,72001,72096,72103,72106,72144,72161,72161,72163,72163,
72192,72192,72203,72242,72250,72250,72272,72272,72284,72329,72349,72349,72368,72440,72640,72672,72704,
72712,72714,72750,72768,72768,72818,72847,72960,72966,72968,72969,72971,73008,73030,73030,73056,73061,
73063,73064,73066,73097,73112,73112,73136,73179,73440,73458,73474,73474,73476,73488,73490,73523,73648,
73648,73728,74649,74880,75075,77712,77808,77824,78895,78913,78918,78944,82938,82944,83526,90368,90397,
92160,92728,92736,92766,92784,92862,92880,92909,92928,92975,92992,92995,93027,93047,93053,93071,93504,
93548,93760,93823,93856,93880,93883,93907,93952,94026,94032,94032,94099,94111,94176,94177,94179,94179,
94194,94195,94208,101589,101631,101662,101760,101874,110576,110579,110581,110587,110589,110590,110592,
110882,110898,110898,110928,110930,110933,110933,110948,110951,110960,111355,113664,113770,113776,113788,
113792,113800,113808,113817,119808,119892,119894,119964,119966,119967,119970,119970,119973,119974,119977,
119980,119982,119993,119995,119995,119997,120003,120005,120069,120071,120074,120077,120084,120086,120092,
120094,120121,120123,120126,120128,120132,120134,120134,120138,120144,120146,120485,120488,120512,120514,
120538,120540,120570,120572,120596,120598,120628,120630,120654,120656,120686,120688,120712,120714,120744,
120746,120770,120772,120779,122624,122654,122661,122666,122928,122989,123136,123180,123191,123197,123214,
123214,123536,123565,123584,123627,124112,124139,124368,124397,124400,124400,124608,124638,124640,124642,
124644,124645,124647,124653,124656,124660,124670,124671,124896,124902,124904,124907,124909,124910,124912,
124926,124928,125124,125184,125251,125259,125259,126464,126467,126469,126495,126497,126498,126500,126500,
126503,126503,126505,126514,126516,126519,126521,126521,126523,126523,126530,126530,126535,126535,126537,
126537,126539,126539,126541,126543,126545,126546,126548,126548,126551,126551,126553,126553,126555,126555,
126557,126557,126559,126559,126561,126562,126564,126564,126567,126570,126572,126578,126580,126583,126585,
126588,126590,126590,126592,126601,126603,126619,126625,126627,126629,126633,126635,126651,131072,173791,
173824,178205,178208,183981,183984,191456,191472,192093,194560,195101,196608,201546,201552,210041],
"noWord": [0,47,58,64,91,96,123,127,133,133,160,169,171,180,182,185,187,191,215,215,247,247,5760,5760,
8192,8292,12288,12291,12296,12320,65024,65039,65279,65279,65281,65295,65306,65312,65339,65344,65371,65381],
"unspaced": [12293,12295,12352,12543,13312,19903,19968,40959,63744,64255,131072,262143],
"scripts": {"Latin":[65,90,97,122,170,170,186,186,192,214,216,246,248,696,7424,7461,7680,7935,11360,11391,
42786,42887,42891,43007,64256,64262,65313,65338,65345,65370],"Greek":[880,883,886,887,891,893,895,895,
902,902,904,993,1008,1023,7936,8191],"Cyrillic":[1024,1153,1162,1327,7296,7304,11744,11775,42560,42606,
42624,42653],"Armenian":[1329,1366,1376,1416,64275,64279],"Hebrew":[1488,1514,1519,1522,64285,64335],
"Arabic":[1568,1610,1646,1747,1749,1749,1774,1775,1786,1788,1872,1919,2208,2249,64336,65023,65136,65276],
"Devanagari":[2308,2361,2365,2365,2384,2384,2392,2401,2417,2431],"Bengali":[2437,2489,2493,2493,2510,
2510,2524,2529,2544,2545],"Gurmukhi":[2565,2617,2649,2654,2674,2676],"Gujarati":[2693,2745,2749,2749,
2768,2768,2784,2785],"Tamil":[2947,3001,3024,3024],"Telugu":[3077,3129,3133,3133,3160,3169],"Kannada":[3205,
3257,3261,3261,3294,3297],"Malayalam":[3333,3386,3389,3389,3406,3406,3423,3425,3450,3455],"Sinhala":[3461,
3526],"Thai":[3585,3632,3634,3635,3648,3654],"Lao":[3713,3760,3762,3763,3773,3782,3804,3807],"Tibetan":[3840,
3840,3904,3948,3976,3980],"Myanmar":[4096,4138,4159,4159,4176,4181],"Georgian":[4256,4293,4304,4351,7312,
7359,11520,11557],"Hangul":[4352,4607,12593,12686,43360,43388,44032,55203,55216,55291],"Ethiopic":[4608,
4954,4992,5007,11648,11742],"Khmer":[6016,6067,6108,6108],"Mongolian":[6176,6264,6272,6314],"Hiragana":[12353,
12438,12445,12447],"Katakana":[12449,12538,12541,12543,12784,12799,65382,65437],"Han":[12293,12295,12321,
12329,13312,19903,19968,40959,63744,64255,131072,262143]}
}""")
# --- end of tables


# === signs ============================================================================================================


def _signs(ranges):
    """[first, last, ...] as one text."""
    return "".join(chr(sign) for i in range(0, len(ranges), 2) for sign in range(ranges[i], ranges[i + 1] + 1))


def _pairs(runs):
    """[first, count, step, distance, ...]: so many signs, each so far from the last, become the sign at that distance."""
    return {
        sign: sign + runs[i + 3]
        for i in range(0, len(runs), 4)
        for sign in range(runs[i], runs[i] + runs[i + 1] * runs[i + 2], runs[i + 2])
    }


_SPACING = _signs(TABLES["spacing"])
_IS_SPACING = frozenset(_SPACING)
_IS_HYPHEN = frozenset(_signs(TABLES["hyphens"]))
_LOWER = _pairs(TABLES["lower"])
_LOOKS = _pairs(TABLES["looks"])
_LOWER_OF = {chr(a): chr(b) for a, b in _LOWER.items()}
_LOOK_OF = {chr(a): chr(b) for a, b in _LOOKS.items()}
_KEY = {
    **_LOWER,
    **{sign: _LOWER.get(like, like) for sign, like in _LOOKS.items()},
    **{ord(sign): None for sign in _IS_SPACING | _IS_HYPHEN},
}
_PLAIN = {**_LOWER, **{ord(sign): " " for sign in _SPACING}}
_LETTER_STARTS = TABLES["letters"][::2]
_LETTER_ENDS = TABLES["letters"][1::2]
_DIGITS = frozenset("0123456789")
_FREE = " \t\n\r"
# what JavaScript's \s takes for white space
_JS_SPACE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_IS_JS_SPACE = frozenset(re.findall("[" + _JS_SPACE + "]", _SPACING + "\ufeff"))
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_HALF = re.compile("[\ud800-\udfff]")


def _lower(sign):
    return _LOWER_OF.get(sign, sign)


def _looks(sign):
    return _LOOK_OF.get(sign, sign)


def _is_letter(sign):
    at = bisect_right(_LETTER_STARTS, ord(sign)) - 1
    return at >= 0 and ord(sign) <= _LETTER_ENDS[at]


def _whole(text):
    """Halves of a surrogate pair that stand side by side are one sign, as they are in JavaScript."""
    if text.isascii() or not _HALVES.search(text):
        return text
    return _HALVES.sub(lambda m: chr(0x10000 + ((ord(m[0][0]) - 0xD800) << 10) + ord(m[0][1]) - 0xDC00), text)


def _units(text):
    """Length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) >> 1


def _head(text, units):
    """The first so many UTF-16 units; half of a pair stays a half."""
    text = text[:units]
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "surrogatepass")


def _key_of(text, longest=math.inf):
    key = text.translate(_KEY)
    if not key.isascii():
        key = _whole(key)
    return None if _units(key) > longest else key


# === numbers and JSON as JavaScript writes them =======================================================================


def _rounded(amount):
    """To 1e-9 and never -0: Math.round, which takes the half up."""
    scaled = amount * 1e9
    if scaled - scaled != 0:
        return scaled / 1e9
    up = math.ceil(scaled)
    if up - 0.5 > scaled:
        up -= 1
    return up / 1e9 + 0.0


def _is_whole(value):
    return value >= 1 or _rounded(value) >= 1


def _is_number(value):
    return type(value) is float or type(value) is int


def _digits_of(number):
    """String(number)."""
    number = float(number)
    if number != number:
        return "NaN"
    if number in (math.inf, -math.inf):
        return "Infinity" if number > 0 else "-Infinity"
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    mantissa, _, exponent = repr(abs(number)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + ("" if fraction == "0" else fraction)).lstrip("0")
    if whole != "0":
        point = len(whole) + int(exponent or 0)
    else:
        point = len(digits) - len(fraction) + int(exponent or 0)
    digits = digits.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        return sign + digits + "0" * (point - count)
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    power = point - 1
    tail = "." + digits[1:] if count > 1 else ""
    return f"{sign}{digits[0]}{tail}e{'+' if power > 0 else '-'}{abs(power)}"


def _quoted(text):
    """JSON.stringify of a text."""
    quoted = json.dumps(text, ensure_ascii=False)
    return quoted if quoted.isascii() else _HALF.sub(lambda m: "\\u%04x" % ord(m[0]), quoted)


def _json_of(value):
    """JSON.stringify."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ",".join(map(_json_of, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(_quoted(key) + ":" + _json_of(value[key]) for key in _keys(value)) + "}"
    return "null" if value is None or not math.isfinite(value) else _digits_of(value)


def _is_index(key):
    return 0 < len(key) < 11 and all(sign in _DIGITS for sign in key) and (key == "0" or key[0] != "0") and int(key) < 2**32 - 1


def _keys(record):
    """Keys in JavaScript's order: whole numbers first, ascending."""
    indices = [key for key in record if _is_index(key)]
    if not indices:
        return list(record)
    return sorted(indices, key=int) + [key for key in record if not _is_index(key)]


def _items(record):
    return [(key, record[key]) for key in _keys(record)]


def _data(value):
    """A value of a row: every number a float, halves of a pair one sign."""
    if type(value) is int:
        try:
            return float(value)
        except OverflowError:
            return math.inf if value > 0 else -math.inf
    if type(value) is str:
        return _whole(value)
    if type(value) is list:
        return [_data(item) for item in value]
    if type(value) is dict:
        return {_whole(key): _data(item) for key, item in value.items()}
    return value


# models write the same few answers again and again: what was found of them is kept, so much in each place, of texts that are
# no longer than so many signs
_MOST_KEPT = 256
_LONGEST_KEPT = 64


def _keep(kept, key, found):
    if len(kept) >= _MOST_KEPT:
        kept.clear()
    kept[key] = found
    return found


class Unscorable(Exception):
    """The answer cannot be judged, through no fault of its own: never a score of 0."""


class NotGiven(Unscorable):
    """A value from outside that is needed and was not given: no harm where nothing is paid for it."""


def _kind_of(value):
    """What JavaScript's typeof calls it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    return {str: "string", list: "a list", tuple: "a list"}.get(type(value), "object")


def _given_to(name, what, given):
    value = given.get(name) if isinstance(given, dict) else None
    if value is None:
        raise NotGiven(f'{what} "{name}" gave no value')
    if isinstance(value, dict) and "failed" in value:
        raise NotGiven(f'{what} "{name}" failed: {value["failed"]}')
    if not _is_number(value) or not 0 <= value <= 1:
        said = _digits_of(value) if _is_number(value) else {"a list": "object"}.get(_kind_of(value), _kind_of(value))
        raise Unscorable(f'{what} "{name}" gave {said}, not a value from 0 to 1')
    return float(value)


# === words ============================================================================================================

def _class(ranges):
    return "".join("\\U%08x-\\U%08x" % (ranges[i], ranges[i + 1]) for i in range(0, len(ranges), 2))


_NO_WORD, _UNSPACED = _class(TABLES["noWord"]), _class(TABLES["unspaced"])
# a run of letters, or one sign of a script that is written without spaces
_RUN = re.compile(f"[^{_NO_WORD}{_UNSPACED}]+|[{_UNSPACED}]")
_SIGN = re.compile(f"[{_UNSPACED}]")
_WORD_SIGN = re.compile(f"[^{_NO_WORD}]")
_JOINTS = frozenset("'\u2019") | _IS_HYPHEN


def _each_word(text):
    """(start, end) of each: runs of letters and digits, joined by apostrophes, hyphens, and points between digits."""
    start = last = -1
    is_open = False
    for run in _RUN.finditer(text):
        begin, end = run.span()
        if end - begin == 1 and _SIGN.match(text, begin):
            if is_open:
                yield start, last
            yield begin, end
            is_open = False
            continue
        if is_open and begin == last + 1:
            mark = text[last]
            if mark in ".,":
                joined = text[begin] in _DIGITS and text[last - 1] in _DIGITS
            else:
                joined = mark in _JOINTS
            if joined:
                last = end
                continue
        if is_open:
            yield start, last
        start, last, is_open = begin, end, True
    if is_open:
        yield start, last


def _word_texts(text):
    return [text[start:end] for start, end in _each_word(text)]


def _word_count(text, most):
    """No more than one beyond the most that matter."""
    count = 0
    for _ in _each_word(text):
        count += 1
        if count > most:
            break
    return count


def _lines_in(text):
    return sum(1 for line in text.split("\n") if line.strip(_SPACING))


def _sentences_in(text):
    sentences = 0
    filled = False
    for i, sign in enumerate(text):
        if filled and (sign in "\u3002\uff01\uff1f" or (sign in ".!?\u2026" and _ends_there(text, i + 1))):
            sentences += 1
            filled = False
        elif not filled and _WORD_SIGN.match(sign):
            filled = True
    return sentences + (1 if filled else 0)


def _ends_there(text, at):
    if at >= len(text) or text[at] in _IS_SPACING:
        return True
    return text[at] in "\"')]\u201d\u2019" and (at + 1 >= len(text) or text[at + 1] in _IS_SPACING)


def _plain(text):
    """Lower case, every run of spacing one space, none at the ends."""
    return " ".join(part for part in text.translate(_PLAIN).split(" ") if part)


def _lower_case(text):
    return text.translate(_LOWER)


# === reading: findings and what passes ================================================================================

_MOST_FINDINGS = 100
_MOST_ITEMS = 10_000


_NOWHERE = (0, 0)


class _Reading:
    """What was read in one completion, and what was gathered on the way: findings, and whether all had the declared form."""

    # made by _Row, at once with its own: there is one for each answer

    __slots__ = ("form", "completion", "input", "findings", "values", "nodes", "exact", "known", "quiet")

    @property
    def lists(self):
        return self.form.lists_for(self.input)

    def report(self, code, span=None):
        if len(self.findings) < _MOST_FINDINGS:
            self.findings.append((code, span))

    def lacks(self, code, span=None):
        self.exact = False
        self.report(code, span)

    def settle(self, part, was_read, before):
        if part["optional"]:
            self.exact = before
        elif not was_read:
            self.exact = False

    def accepts(self, readings):
        return all(self.form.allowed.get(reading) == "accept" for reading in readings)

    def needs(self, readings):
        return any(reading not in self.form.allowed for reading in readings)

    def use(self, readings, span):
        if any(self.form.allowed.get(reading) == "rescue" for reading in readings):
            self.lacks("form-rescued", span)

    def passes(self, readings, span):
        if self.needs(readings):
            self.report("reading-needed", span)
            return False
        self.use(readings, span)
        return True

    def occurrences(self, name):
        if self.known is None:
            self.known = {}
        found = self.known.get(name)
        if found is None:
            found = self.known[name] = self.find(name)
        return found

    def by_path(self, name, depth):
        """The same by the items that they stand in."""
        places = self.occurrences(name)
        found = self.known.get((name, depth))
        if found is None:
            found = self.known[(name, depth)] = _by_path(places, depth)
        return found

    def find(self, name):
        form = self.form
        chain = [form.parts[name]]
        while "parent" in chain[0] and len(chain) <= len(form.parts) and chain[0]["parent"] in form.parts:
            chain.insert(0, form.parts[chain[0]["parent"]])
        if chain[0]["name"] not in self.nodes:
            return []
        node = self.nodes[chain[0]["name"]]
        asked = form.values.holds(chain[0].get("when"), self.input, [self.values])
        found = []
        self.visit(found, chain, 0, asked, node, (), [self.values])
        return found

    def visit(self, found, chain, depth, asked, node, path, groups):
        if depth < len(chain) - 1:
            self.descend(found, chain, depth, chain[depth]["type"], node, asked, path, groups)
        elif node is None:
            found.append(_Occurrence(None, asked, None, None, path, groups))
        else:
            found.append(_Occurrence(node.value, asked, node.span, node.items, path, groups))

    def descend(self, found, chain, depth, type, node, asked, path, groups):
        """From a part that is or holds groups to the next part of the chain."""
        name = chain[depth]["name"]
        if type["kind"] == "list":
            for item, inner in (node.items if node and node.items else ()):
                self.descend(found, chain, depth, type["item"], inner, asked, (*path, (name, item)), groups)
        elif type["kind"] == "each":
            items = dict(node.items) if node and node.items else {}
            for item in (self.lists.names(type["of"]) or ()) if asked else ():
                self.descend(found, chain, depth, type["item"], items.get(item), asked, (*path, (name, item)), groups)
        else:
            part = chain[depth + 1]
            around = [node.value if node else {}, *groups]
            inner = node.parts.get(part["name"]) if node and node.parts else None
            if inner is None:
                inner = (asked and self.form.values.holds(part.get("when"), self.input, around), None)
            self.visit(found, chain, depth + 1, inner[0], inner[1], path, around)

    def names(self, name):
        part = self.form.parts.get(name)
        if part is None or part["type"]["kind"] != "list":
            return self.lists.names(name)
        places = self.occurrences(name)
        if len(places) != 1 or not isinstance(places[0].value, list):
            return None
        return _names_of(part["type"], len(places[0].value))

    def holds(self, condition):
        return self.form.values.holds(condition, self.input, [self.values])


class _Node:
    """A value with its place, and what it is made of: items as (name, node), parts as {name: (asked, node)}."""

    __slots__ = ("value", "span", "items", "parts")

    def __init__(self, value, span, items=None, parts=None):
        self.value = value
        self.span = span
        self.items = items
        self.parts = parts


def _node(value, span):
    return None if value is None else _Node(value, span)


def _list_of(given, span_of, read, span, state):
    if len(given) > _MOST_ITEMS:
        return state.report("list-too-long", span)
    items = []
    for one in given:
        node = read(one)
        if node is None:
            return None
        items.append((str(len(items) + 1), node))
    return _Node([node.value for _, node in items], span, items)


def _lacking(names, there, span, state):
    if any(name not in there for name in names):
        state.lacks("items-missing", span)


# --- pieces: (text, (start, end)); the text of a JSON string may differ from what stands there by escapes


def _span_in(piece, start, end):
    text, span = piece
    return (span[0] + start, span[0] + end) if len(text) == span[1] - span[0] else span


def _part_of(piece, start, end):
    return piece[0][start:end], _span_in(piece, start, end)


def _trimmed(piece):
    text = piece[0]
    bare = text.strip(_FREE)
    if len(bare) == len(text):
        return piece
    start = len(text) - len(text.lstrip(_FREE))
    return bare, _span_in(piece, start, start + len(bare))


def _trim(text):
    return text.strip(_FREE)


_LINE_ENDS = re.compile("[\n\r]")
_BETWEEN_NAMES = re.compile("[>,\n\r]")


def _split(piece, separator):
    """What stands between the separators, without the white space around it; no more than one beyond the most that count."""
    parts = []
    for start, end in _stretches(piece[0], separator):
        parts.append(_trimmed(_part_of(piece, start, end)))
        if len(parts) > _MOST_ITEMS:
            break
    return parts


def _lines_of(piece):
    """The lines that are not empty."""
    lines = []
    for start, end in _stretches(piece[0], _LINE_ENDS):
        line = _trimmed(_part_of(piece, start, end)) if start < end else ("",)
        if line[0]:
            lines.append(line)
            if len(lines) > _MOST_ITEMS:
                break
    return lines


def _stretches(text, separator):
    start = 0
    for match in separator.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


# --- JSON as models write it

_DEEPEST = 64
_MOST_PARTS = 20_000
_LONGEST_NUMBER = 400
_WHITE = re.compile(r"[ \n\r\t]*")
_NAME = re.compile(r"[0-9A-Za-z_-]*")
_NUMERALS = re.compile(r"[0-9]*")
_STOP = {'"': re.compile('["\\\\\x00-\x1f]'), "'": re.compile("['\\\\\x00-\x1f]")}
_END = {'"': re.compile('["\\\\]'), "'": re.compile("['\\\\]")}


def _not_followed_by(signs):
    """Behind the short first token in a list or object, there is nothing that could go on: an attempt would find out, and cost more."""
    wrong = "".join(re.escape(chr(sign)) for sign in range(0x80) if not re.match("[0-9A-Za-z_ \\t\\n\\r/-]", chr(sign)) and chr(sign) not in signs)
    after_name, after_text = f"[{wrong}]", f"[{wrong}0-9A-Za-z_-]"
    return (
        f"(?![0-9A-Za-z_-]{{1,62}}(?:{after_name}|[ \\t\\n\\r]{{1,62}}{after_text}))"
        f"(?!\"[^\"\\\\]{{0,60}}\"[ \\t\\n\\r]{{0,60}}{after_text})(?!'[^'\\\\]{{0,60}}'[ \\t\\n\\r]{{0,60}}{after_text})"
    )


_OPENS_OBJECT = " \\t\\n\\r/\"'A-Za-z_}\x80-\U0010ffff"
_OPENS_LIST = " \\t\\n\\r/\"'0-9\\-{\\[\\]tfnTFN\x80-\U0010ffff"
_OPENING = re.compile(
    f"\\{{(?=[{_OPENS_OBJECT}])"
    + _not_followed_by(":")
    + f"|\\[(?=[{_OPENS_LIST}])"
    # one in a list has to begin something as well, and a word in it is one of JSON's or Python's
    + f"(?!\\{{[^{_OPENS_OBJECT}]|\\[[^{_OPENS_LIST}]|(?!true|false|null|True|False|None)[A-Za-z])"
    + _not_followed_by(",].+")
)
# the shortest values, of which prose and hostile texts have many: [], [12] and [1, 2]
_SHORT_LIST = re.compile(r"\[(?:(?:0|[1-9][0-9]{0,14})(?:, ?(?:0|[1-9][0-9]{0,14})){0,7})?\]")
_HEX = re.compile(r"[0-9A-Fa-f]{4}")
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_WORDS = ("true", "false", "null", "True", "False", "None")
_UNFINISHED = object()


class _Json:
    """kind, span, and as value a text, number, truth, list of items, or list of members (key, key span, value)."""

    __slots__ = ("kind", "span", "value", "repeated")

    def __init__(self, kind, span, value, repeated=None):
        self.kind = kind
        self.span = span
        self.value = value
        self.repeated = repeated


class _Frame:
    __slots__ = ("start", "kind", "held", "keys", "key", "repeated")

    def __init__(self, start, kind):
        self.start = start
        self.kind = kind
        self.held = []
        self.keys = set()
        self.key = None
        self.repeated = None

    def add(self, value):
        if self.kind == "array":
            self.held.append(value)
            return
        text, span = self.key
        member = (text, span, value)
        if text in self.keys and self.repeated is None:
            self.repeated = member
        self.keys.add(text)
        self.held.append(member)

    def closed(self, end):
        return _Json(self.kind, (self.start, end), self.held, self.repeated)


class _JsonReader:
    """Of `places_only` only places and kinds are looked at: nothing is said of liberties, and texts are not made."""

    def __init__(self, text, end, places_only=False):
        self.text = text
        self.end = end
        self.places_only = places_only
        # the first of each kind
        self.liberties = {}
        self.parts = 0
        self.comments_end = True
        self.last_text = None

    def attempt(self, start):
        self.liberties = {}
        self.parts = 0
        self.last_text = None
        text, limit = self.text, self.end
        frames = []
        at = start
        after_comma = False
        while True:
            frame = frames[-1] if frames else None
            at = self.skip(at)
            if at >= limit:
                return self.cut(frames)
            if frame and text[at] == ("]" if frame.kind == "array" else "}"):
                if after_comma:
                    self.take("comma", at, at + 1)
                at += 1
                value = frame.closed(at)
                frames.pop()
                self.last_text = None
            else:
                if frame and frame.kind == "object":
                    key = self.key(at)
                    if key is None:
                        return self.failed(frames, at)
                    if key is _UNFINISHED:
                        return self.cut(frames)
                    at = self.skip(key[1][1])
                    if at >= limit:
                        return self.cut(frames)
                    if text[at] != ":":
                        return self.failed(frames, at)
                    self.last_text = None
                    at = self.skip(at + 1)
                    if at >= limit:
                        return self.cut(frames)
                    frame.key = key
                self.parts += 1
                if self.parts > _MOST_PARTS:
                    return self.failed(frames, at)
                sign = text[at]
                if sign == "{" or sign == "[":
                    if len(frames) == _DEEPEST:
                        return self.failed(frames, at)
                    frames.append(_Frame(at, "object" if sign == "{" else "array"))
                    at += 1
                    after_comma = False
                    self.last_text = None
                    continue
                value = self.scalar(at)
                if value is _UNFINISHED:
                    return self.cut(frames)
                if value is None:
                    return self.failed(frames, at)
                # a number or a word at the very end of an open value may go on
                if frames and value.span[1] >= limit and value.kind != "text":
                    return self.cut(frames)
                at = value.span[1]
            while True:
                if not frames:
                    return ("value", value)
                around = frames[-1]
                around.add(value)
                at = self.skip(at)
                if at >= limit:
                    return self.cut(frames)
                sign = text[at]
                if sign == ",":
                    at += 1
                    after_comma = True
                    self.last_text = None
                    break
                if sign != ("]" if around.kind == "array" else "}"):
                    return self.failed(frames, at)
                at += 1
                value = around.closed(at)
                frames.pop()
                self.last_text = None

    def skip(self, at):
        text, limit = self.text, self.end
        while at < limit:
            sign = text[at]
            if sign in " \n\r\t":
                at = _WHITE.match(text, at, limit).end()
            elif sign == "/":
                after = self.after_comment(at)
                if after is None:
                    return at
                self.take("comment", at, after)
                # nothing is looked for before a comment: it would be passed over again from every quote
                self.last_text = None
                at = after
            elif sign > "\x7f" and sign in _IS_SPACING:
                self.take("space", at, at + 1)
                at += 1
            else:
                return at
        return limit

    def take(self, what, start, end):
        if what not in self.liberties and not self.places_only:
            self.liberties[what] = (start, end)

    def after_comment(self, at):
        if at + 1 >= self.end:
            return None
        sign = self.text[at + 1]
        if sign == "/":
            end = self.text.find("\n", at + 2, self.end)
            return self.end if end < 0 else end
        if sign != "*" or not self.comments_end:
            return None
        end = self.text.find("*/", at + 2)
        if end >= 0 and end + 2 <= self.end:
            return end + 2
        self.comments_end = False
        return None

    def key(self, at):
        sign = self.text[at]
        if sign == '"' or sign == "'":
            return self.quoted(at, sign)
        end = _NAME.match(self.text, at, self.end).end()
        if end == at or sign in "-0123456789":
            return None
        self.take("key", at, end)
        return self.text[at:end], (at, end)

    def scalar(self, at):
        sign = self.text[at]
        if sign == '"' or sign == "'":
            token = self.quoted(at, sign)
            return token if token is _UNFINISHED else _Json("text", token[1], token[0])
        if sign in "-0123456789":
            return self.number(at)
        end = _NAME.match(self.text, at, min(self.end, at + 6)).end()
        word = self.text[at:end]
        span = (at, end)
        if word in ("True", "False", "None"):
            self.take("python", at, end)
        if word in ("true", "True"):
            return _Json("yes-no", span, True)
        if word in ("false", "False"):
            return _Json("yes-no", span, False)
        if word in ("null", "None"):
            return _Json("null", span, None)
        return _UNFINISHED if end >= self.end and any(one.startswith(word) for one in _WORDS) else None

    def number(self, start):
        text = self.text
        limit = min(self.end, start + _LONGEST_NUMBER + 1)

        def sign_at(at):
            return text[at] if at < len(text) else ""

        whole = start + 1 if text[start] == "-" else start
        end = _NUMERALS.match(text, whole, limit).end() if whole < limit else whole
        if end == whole or (text[whole] == "0" and end > whole + 1):
            return None
        if end < limit and text[end] == ".":
            fraction = _NUMERALS.match(text, end + 1, limit).end() if end + 1 < limit else end + 1
            if fraction == end + 1:
                return None
            end = fraction
        if end < limit and text[end] in "eE":
            exponent = end + 2 if sign_at(end + 1) in ("-", "+") else end + 1
            last = _NUMERALS.match(text, exponent, limit).end() if exponent < limit else exponent
            if last == exponent:
                return None
            end = last
        if end - start > _LONGEST_NUMBER:
            return None
        number = float(text[start:end])
        return _Json("number", (start, end), number + 0.0) if math.isfinite(number) else None

    def quoted(self, start, quote):
        text, limit = self.text, self.end
        before = dict(self.liberties) if self.liberties else {}
        stop = (_END if self.places_only or "control" in before else _STOP)[quote]
        read = []
        plain = at = start + 1
        halves = False
        while True:
            found = stop.search(text, at, limit)
            if not found:
                break
            at = found.start()
            sign = text[at]
            if sign == quote:
                if quote == "'":
                    self.take("quotes", start, at + 1)
                self.last_text = (start, at + 1)
                if self.places_only:
                    return "", self.last_text
                read.append(text[plain:at])
                value = "".join(read)
                return _whole(value) if halves else value, self.last_text
            if sign == "\\":
                if at + 1 >= limit:
                    break
                read.append(text[plain:at])
                after = text[at + 1]
                if after == "u" and _HEX.match(text, at + 2, limit):
                    unit = int(text[at + 2 : at + 6], 16)
                    halves = halves or 0xD800 <= unit <= 0xDFFF
                    read.append(chr(unit))
                    at += 5
                elif after in _ESCAPES:
                    read.append(_ESCAPES[after])
                    at += 1
                elif after == "'" and quote == "'":
                    read.append("'")
                    at += 1
                else:
                    # the backslash stands for itself: \( of LaTeX
                    self.take("escape", at, at + 2)
                    read.append("\\")
                plain = at + 1
            else:
                self.take("control", at, at + 1)
                stop = _END[quote]
            at += 1
        self.liberties = before
        self.last_text = (start, limit)
        return _UNFINISHED

    def failed(self, frames, at):
        again = self.last_text[0] + 1 if self.last_text else max(at, (frames[0].start if frames else at) + 1)
        whole = []
        for frame in frames:
            for held in frame.held:
                value = held[2] if frame.kind == "object" else held
                if value.kind in ("object", "array"):
                    whole.append(value)
        return ("failed", at, again, whole)

    def cut(self, frames):
        """The text ends inside of a value: what was complete is kept, and where nothing was, there is no value."""
        if not any(frame.held for frame in frames):
            return self.failed(frames, self.end)
        self.take("end", self.end, self.end)
        while True:
            frame = frames.pop()
            value = frame.closed(self.end)
            if not frames:
                return ("cut", value)
            if frame.held:
                frames[-1].add(value)


def _json_in(text, span):
    """(value, liberties), or where it stops being one."""
    start, end = span
    reader = _JsonReader(text, end)
    outcome = reader.attempt(start)
    if outcome[0] == "failed":
        return outcome[1]
    value = outcome[1]
    rest = reader.skip(value.span[1]) if outcome[0] == "value" else end
    return rest if rest < end else (value, list(reader.liberties.items()))


def _each_json(text, span, found):
    """
    Names, in their order, all objects and lists in a stretch of prose that are not inside another one, and where they stand:
    `_json_in` reads one of them.
    """
    start, end = span
    reader = _JsonReader(text, end, True)
    match = _OPENING.search(text, start, end)
    while match:
        at = match.start()
        short = _SHORT_LIST.match(text, at, end)
        if short:
            after = short.end()
            found("array", at, after)
        else:
            outcome = reader.attempt(at)
            if outcome[0] == "failed":
                for value in outcome[3]:
                    found(value.kind, *value.span)
                after = outcome[2]
            else:
                after = outcome[1].span[1] if outcome[0] == "value" else end
                found(outcome[1].kind, at, after)
        match = _OPENING.search(text, max(after, at + 1), end)


# --- names as they may be written

_SPACING_RUN = re.compile("[" + re.escape(_SPACING) + "]+")
_LOOSE_RUN = re.compile("[" + re.escape("".join(_IS_SPACING | _IS_HYPHEN)) + "]+")


def _differences(written, declared):
    """{tolerance: (start, end) in the written text}; None when no tolerance makes them the same."""
    found = {}

    def note(tolerance, start, end):
        found[tolerance] = (found[tolerance][0] if tolerance in found else start, end)

    i = j = 0
    while i < len(written) or j < len(declared):
        w = written[i] if i < len(written) else ""
        d = declared[j] if j < len(declared) else ""
        if w == d:
            i += 1
            j += 1
        elif w in _IS_SPACING:
            # at once: a hostile text has a megabyte of them
            end = _SPACING_RUN.match(written, i).end()
            same = written.find(d, i, end) if d in _IS_SPACING else -1
            end = same if same >= 0 else end
            note("any-spacing", i, end)
            i = end
        elif d in _IS_SPACING:
            note("any-spacing", i, i)
            j += 1
        elif w in _IS_HYPHEN and d in _IS_HYPHEN:
            note("any-hyphen", i, i + 1)
            i += 1
            j += 1
        elif w in _IS_HYPHEN:
            run = _LOOSE_RUN.match(written, i)[0]
            note("any-hyphen", i, i + len(run.rstrip(_SPACING)))
            note("any-spacing", i, i + len(run))
            i += len(run)
        elif d in _IS_HYPHEN:
            note("any-hyphen", i, i)
            note("any-spacing", i, i)
            j += 1
        else:
            if w == "" or d == "":
                return None
            like_w, like_d = _looks(w), _looks(d)
            if _lower(w) == _lower(d):
                note("any-case", i, i + 1)
            elif _lower(like_w) == _lower(like_d):
                note("look-alikes", i, i + 1)
                if like_w != like_d:
                    note("any-case", i, i + 1)
            else:
                return None
            i += 1
            j += 1
    return found


_LOOSE = bytes(sorted(ord(sign) for sign in _IS_SPACING | _IS_HYPHEN if sign.isascii()))
# letters as one sign: what is left is where a text is separated, and by what
_BLIND = bytes(sign if sign in _LOOSE else ord("x") for sign in range(256))
_SEPARATED = re.compile(b"[^x]+")


class _Spelling:
    """
    A declared name of ASCII, for texts of ASCII with the same letters in any case: what `_differences` finds, without a look
    at each sign. Letters are compared as one large number; what stands between them is seen once for all texts that are
    separated alike.
    """

    __slots__ = ("letters", "blind", "kept")

    def __init__(self, declared):
        raw = declared.encode()
        self.letters = int.from_bytes(raw.translate(None, _LOOSE), "big")
        self.blind = raw.translate(_BLIND).decode()
        self.kept = {}

    def differences(self, raw, letters):
        blind = raw.translate(_BLIND)
        known = self.kept.get(blind)
        if known is None:
            known = self.gaps(blind)
            if len(blind) <= _LONGEST_KEPT:
                _keep(self.kept, blind, known)
        found, order, befores, shifts = known
        differing = int.from_bytes(letters, "big") ^ self.letters
        if not differing:
            return found
        # the first and the last letter of another case, and where they stand among the others
        first = len(letters) - ((differing.bit_length() + 7) >> 3)
        last = len(letters) - (((differing & -differing).bit_length() + 7) >> 3)
        start, end = first + shifts[bisect_right(befores, first)], last + shifts[bisect_right(befores, last)]
        found = list(found.items())
        found.insert(bisect_right(order, first), ("any-case", (start, end + 1)))
        return dict(found)

    def gaps(self, blind):
        """Differences between letters, in the order of the letters before each; letters before each separator, and signs in them."""
        found = _differences(blind.decode(), self.blind)
        order = [blind.count(b"x", 0, start) for start, _ in found.values()]
        befores = []
        shifts = [0]
        for run in _SEPARATED.finditer(blind):
            befores.append(run.start() - shifts[-1])
            shifts.append(shifts[-1] + len(run[0]))
        return found, order, befores, shifts


_TOLERANCE_FINDING = {
    "any-case": "case-differs",
    "any-hyphen": "hyphen-differs",
    "any-spacing": "spacing-differs",
    "look-alikes": "letter-differs",
}


class _Form:
    """One way to write a name: the name itself, or an alias; a relation with its arguments."""

    __slots__ = ("written", "value", "alias")

    def __init__(self, written, value, alias=False):
        self.written = written
        self.value = value
        self.alias = alias


class _Forms:
    def __init__(self, forms):
        self.by_text = {}
        self.by_key = {}
        # of texts in ASCII: the forms by their letters in lower case, with their spelling
        self.by_letters = {}
        self.longest = 0
        for form in forms:
            self.by_text.setdefault(form.written, form)
            key = _key_of(form.written)
            self.by_key.setdefault(key, []).append(form)
            if key.isascii():
                spelling = _Spelling(form.written) if form.written.isascii() else None
                self.by_letters.setdefault(key.encode(), []).append((form, spelling))
            self.longest = max(self.longest, _units(key))

    def exact(self, text):
        return self.by_text.get(text)

    def near(self, text):
        """[(form, differences)] of those that the text may mean."""
        if text.isascii():
            raw = text.encode()
            letters = raw.translate(None, _LOOSE)
            known = self.by_letters.get(letters.lower())
            if known is None:
                return ()
            if len(known) == 1 and known[0][1]:
                form, spelling = known[0]
                return ((form, spelling.differences(raw, letters)),)
            return [
                (form, spelling.differences(raw, letters) if spelling else _differences(text, form.written))
                for form, spelling in known
            ]
        key = _key_of(text, self.longest)
        found = []
        for form in self.by_key.get(key, ()) if key is not None else ():
            differing = _differences(text, form.written)
            if differing is not None:
                found.append((form, differing))
        return found

    def labels_in(self, text):
        key = _key_of(text)
        found = [(form, forms) for form, forms in self.by_key.items() if _units(form) > 2 and form in key]
        outer = [
            (form, forms)
            for form, forms in found
            if not any(_units(other) > _units(form) and form in other for other, _ in found)
        ]
        return list(dict.fromkeys(forms[0].value for _, forms in outer))


def _forms_of(names):
    forms = []
    for one in names:
        forms.append(_Form(one["name"], one["name"]))
        forms.extend(_Form(alias, one["name"], True) for alias in one.get("aliases", ()))
    return forms


_NEAR_NOTHING = "something is near and cannot be read, which was reported"


def _form_in(sets, piece, state, besides=()):
    """The form that a piece is written in; _NEAR_NOTHING or None where it is in none."""
    text, span = piece
    if not besides:
        for forms in sets:
            exact = forms.by_text.get(text)
            if exact is not None:
                if exact.alias:
                    state.report("alias-used", span)
                return exact
    near = sets[0].near(text) if len(sets) == 1 else [one for forms in sets for one in forms.near(text)]
    if not near:
        return None
    if len(near) > 1:
        near = _nearest(near, state, besides)
    form, differing = near[0]
    is_rescued = False
    if besides or not state.form.accepts_all:
        needed = (*differing, *besides)
        if state.needs(needed):
            state.report("tolerance-needed", span)
            return _NEAR_NOTHING
        is_rescued = not state.accepts(needed)
    if len(near) > 1 and len({form.value for form, _ in near}) > 1:
        state.report("label-ambiguous", span)
        return _NEAR_NOTHING
    if form.alias:
        state.report("alias-used", span)
    at = span[0]
    is_shown = len(text) == span[1] - at
    findings = state.findings
    for tolerance, (start, end) in differing.items():
        if len(findings) < _MOST_FINDINGS:
            findings.append((_TOLERANCE_FINDING[tolerance], (at + start, at + end) if is_shown else span))
    if is_rescued:
        state.lacks("form-rescued", span)
    return form


def _nearest(near, state, besides):
    """Those that need no tolerance, else those whose tolerances are accepted, else those that are read at all, else every one."""
    if not state.needs(besides):
        plain = [one for one in near if not one[1]]
        if plain:
            return plain
    return (
        [one for one in near if state.accepts((*one[1], *besides))]
        or [one for one in near if not state.needs((*one[1], *besides))]
        or near
    )


# --- labels with their direction

_LONGEST_EXPLAINED = 400
_OPEN_PAREN = re.compile("[(\uff08]")
_ONE_LIST = re.compile("[^()\uff08\uff09]*[)\uff09]?")


def _relation_text(name, mentions):
    return f"{name}({mentions[0]},{mentions[1]})"


class _LabelReader:
    def __init__(self, labels, mentions):
        a, b = mentions
        forms = []
        self.names = {}
        self.by_gold = {}
        for one in labels["relations"]:
            name, aliases = one["name"], one["aliases"]
            example = _relation_text(name, (a, b))
            for order in ((a, b), (b, a)):
                value = example if one["symmetric"] else _relation_text(name, order)
                self.by_gold[_relation_text(name, order)] = value
                forms.append(_Form(_relation_text(name, order), value))
                forms.extend(_Form(_relation_text(alias, order), value, True) for alias in aliases)
            for written in (name, *aliases):
                self.names[_key_of(written)] = True
        otherwise = labels.get("otherwise")
        if otherwise:
            name, aliases = otherwise["name"], otherwise["aliases"]
            self.by_gold[name] = name
            forms.append(_Form(name, name))
            forms.extend(_Form(alias, name, True) for alias in aliases)
            for written in (name, *aliases):
                self.names[_key_of(written)] = False
        self.forms = (_Forms(forms),)

    def read(self, piece, state):
        form = _form_in(self.forms, piece, state)
        if form is None:
            return self.explain(piece, state)
        return None if form is _NEAR_NOTHING else form.value

    def explain(self, piece, state):
        text, span = piece
        start = _head(text, _LONGEST_EXPLAINED)
        found = _OPEN_PAREN.search(start)
        paren = found.start() if found else -1
        has_arguments = self.names.get(_key_of(start if paren < 0 else start[:paren]))
        if has_arguments is not None and _units(text) <= _LONGEST_EXPLAINED:
            if paren < 0 or _ONE_LIST.fullmatch(start, paren + 1):
                if not has_arguments:
                    return state.report("arguments-superfluous", span)
                return state.report("arguments-missing" if paren < 0 else "arguments-unknown", span)
        named = self.forms[0].labels_in(start)
        if named:
            return state.report("label-several" if len(named) > 1 else "label-surrounded", span)
        return state.report("label-unknown", span)


# --- numbers as texts

_PLAIN_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_NUMBER = re.compile(
    r"([+-]?)(\\?[$€£¥])?[" + _JS_SPACE + r"]*([+-]?)"
    r"(?:\\[dt]?frac\{(-?[0-9]+)\}\{([0-9]+)\}|([0-9]+)[" + _JS_SPACE + r"]*/[" + _JS_SPACE + r"]*([0-9]+)"
    r"|((?:[0-9]{1,3}(?:(?:,|\{,\})[0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?))"
)
_COMMAS = re.compile(r",|\{,\}")
_SPACES = re.compile("[" + _JS_SPACE + "]+")
_MONEY = frozenset("%‰°$€£¥")
_UNIT_SIGNS = _MONEY | frozenset("²³/·*'\\{}.,-") | _IS_JS_SPACE


def _number_form(text):
    """(number, {reading: (start, end)}), or None."""
    if _units(text) > 200:
        return None
    if _PLAIN_NUMBER.fullmatch(text):
        return _finite(float(text), {})
    folded, differing = _plain_signs(text)
    parts = _NUMBER.match(folded)
    sign, currency, second, up, below, upper, lower, decimal = parts.groups()
    end = parts.end()
    if sign and second:
        return None
    if currency is not None:
        start = folded.index(currency)
        differing["units"] = (start, start + len(currency))
    numerator = up if up is not None else upper
    if numerator is not None:
        divisor = float(below if below is not None else lower)
        if divisor == 0:
            return None
        number = float(numerator) / divisor
        differing["fractions"] = (0, end)
    else:
        decimal = decimal or ""
        if not any(one in _DIGITS for one in decimal):
            return None
        try:
            number = float(_COMMAS.sub("", decimal))
        except ValueError:
            return None
        if "," in decimal:
            differing["thousands-comma"] = (end - len(decimal), end)
    unit = folded[end:]
    if unit != "":
        if not _is_unit(unit):
            return None
        differing["units"] = (end, len(folded))
    return _finite(-number if "-" in (sign, second) else number, differing)


def _finite(number, differing):
    return (number + 0.0, differing) if math.isfinite(number) else None


def _is_unit(text):
    unit = _trim(text)
    if _units(unit) > 40 or len(_SPACES.split(unit)) > 3:
        return False
    if not any(sign in _MONEY or _is_letter(sign) for sign in unit):
        return False
    i = 0
    while i < len(unit):
        sign = unit[i]
        i += 1
        if sign == "^":
            i += unit[i : i + 1] == "{"
            i += unit[i : i + 1] == "-"
            i += unit[i : i + 1] in _DIGITS
        elif sign not in _UNIT_SIGNS and not _is_letter(sign):
            return False
    return True


def _plain_signs(text):
    """Digits and signs of numbers as ASCII; small digits above a line are powers."""
    if text.isascii():
        return text, {}
    differing = {}
    folded = []
    for i, sign in enumerate(text):
        like = _looks(sign)
        reading = None
        plain = sign
        if sign > "\x7f" and sign in _IS_HYPHEN:
            plain, reading = "-", "any-hyphen"
        elif like != sign and sign not in "\xb2\xb3\xb9" and not "\u2070" <= sign <= "\u2089" and like in "0123456789.,/":
            plain, reading = like, "look-alikes"
        if reading:
            differing[reading] = (differing[reading][0] if reading in differing else i, i + 1)
        folded.append(plain)
    return "".join(folded), differing


# --- triplets

_TRIPLET_KEYS = ("relation", "head", "head_type", "tail", "tail_type")
_LONGEST_LINE = 20_000


class _TripletReader:
    def __init__(self, labels):
        self.relations = (_Forms(_forms_of(labels["relations"])),)
        self.types = (_Forms(_forms_of(labels["entities"])),)
        self.relation_names = {one["name"] for one in labels["relations"]}
        self.type_names = {one["name"] for one in labels["entities"]}

    def gold_problem(self, value):
        if not isinstance(value, dict):
            return "is no triplet"
        for key in _TRIPLET_KEYS:
            if not isinstance(value.get(key), str):
                return f'has no text "{key}"'
        if value["relation"] not in self.relation_names:
            return f'has the relation "{value["relation"]}", which is not declared'
        for key in ("head_type", "tail_type"):
            if value[key] not in self.type_names:
                return f'has the type "{value[key]}", which is not declared'
        return None

    def read(self, piece, state):
        cut = self.cut(piece) if _units(piece[0]) <= _LONGEST_LINE else None
        if cut is None:
            return state.report("triplet-unreadable", piece[1])
        head, relation, tail = cut
        given = {"relation": relation, "head": head[0], "head_type": head[1], "tail": tail[0], "tail_type": tail[1]}
        return self.of(given, state)

    def of(self, given, state):
        for key in ("head", "tail"):
            if given[key][0] == "":
                return state.report("part-missing", given[key][1])
        relation = _named(self.relations, given["relation"], state)
        head_type = _named(self.types, given["head_type"], state)
        tail_type = _named(self.types, given["tail_type"], state)
        if relation is None or head_type is None or tail_type is None:
            return None
        return {
            "relation": relation.value,
            "head": given["head"][0],
            "head_type": head_type.value,
            "tail": given["tail"][0],
            "tail_type": tail_type.value,
        }

    def cut(self, line):
        """At the relation that has typed words on both sides; where there are several, the line is none."""
        text = line[0]
        commas = [at for at, sign in enumerate(text) if sign == ","]
        plain = len(commas) == 2
        found = None
        for before, after in zip(commas, commas[1:]):
            relation = _trimmed(_part_of(line, before + 1, after))
            # with two commas there is only one way: what is wrong with its names can be said
            if not plain and not _known(self.relations, relation):
                continue
            head = _ends_of(line, 0, before)
            tail = _ends_of(line, after + 1, len(text))
            if head is None or tail is None:
                continue
            if not plain and not (_known(self.types, head[1]) and _known(self.types, tail[1])):
                continue
            if found:
                return None
            found = (head, relation, tail)
        return found


def _known(sets, piece):
    return sets[0].exact(piece[0]) is not None or bool(sets[0].near(piece[0]))


def _ends_of(line, start, end):
    """The words and, behind the last colon, their type."""
    # JavaScript looks from the last place on, and takes a place before the text for the first
    colon = line[0].rfind(":", 0, max(end, 1))
    if colon < start:
        return None
    return _trimmed(_part_of(line, start, colon)), _trimmed(_part_of(line, colon + 1, end))


def _named(sets, piece, state):
    form = _form_in(sets, piece, state)
    if form is None:
        return state.report("name-unknown", _span_in(piece, 0, len(piece[0])))
    return None if form is _NEAR_NOTHING else form


# --- tables in Markdown

_RULE = re.compile(r":?-+:?")
_LINE_END = re.compile(r"\r\n|\n|\r")


def _table_in(markdown):
    rows = []
    for line in _LINE_END.split(markdown):
        text = _trim(line)
        if text == "":
            continue
        cells = _cells_of(text)
        if len(cells) < 2 and not text.startswith("|"):
            return None
        rows.append(cells)
    if len(rows) > 1 and all(_RULE.fullmatch(cell) for cell in rows[1]):
        del rows[1]
    return rows or None


def _cells_of(line):
    cells = []
    cell = []
    i = 1 if line.startswith("|") else 0
    while i < len(line):
        sign = line[i]
        if sign == "\\" and line[i + 1 : i + 2] == "|":
            cell.append("|")
            i += 1
        elif sign == "|":
            cells.append(_trim("".join(cell)))
            cell = []
            if i == len(line) - 1:
                return cells
        else:
            cell.append(sign)
        i += 1
    cells.append(_trim("".join(cell)))
    return cells


# --- lists that answers point into

_DECLARED = ("labels", "entities", "relations")


def _item_names(start, count):
    """None for letters beyond Z."""
    end = len(start)
    while end > 0 and start[end - 1] in _DIGITS:
        end -= 1
    if end < len(start):
        first = float(start[end:])
        return [start[:end] + _digits_of(first + i) for i in range(count)]
    first = ord(start[0])
    return None if first + count - 1 > 0x5A else [chr(first + i) for i in range(count)]


def _names_of(type, count):
    return _item_names((type["kind"] == "list" and type.get("numbered")) or "1", count)


class _InputLists:
    """What was made for one row serves all completions of that row."""

    def __init__(self, inputs, input):
        self.inputs = inputs
        self.input = input
        self.made = {}

    def names(self, name):
        items = self.items(name)
        if items is None:
            return None
        return self.once(("names", name), lambda: _names_of(self.inputs[name], len(items)))

    def pointers(self, name):
        return self.once(("pointers", name), lambda: self.pointers_to(name))

    def texts(self, name):
        return self.once(("texts", name), lambda: self.texts_of(name))

    def pointers_to(self, name):
        names = self.names(name)
        return None if names is None else _Forms([_Form(one, one) for one in names])

    def texts_of(self, name):
        items, names = self.items(name), self.names(name)
        if items is None or names is None:
            return None
        return _Forms([_Form(_trim(item), names[i]) for i, item in enumerate(items) if isinstance(item, str)])

    def items(self, name):
        type = self.inputs.get(name)
        if type is None or type["kind"] != "list":
            return None
        value = self.input.get(name)
        return value if isinstance(value, list) else None

    def once(self, key, make):
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]


# --- conditions


def _holds(condition, inputs, input, groups):
    field = condition["field"]
    if field in inputs:
        value = input.get(field)
    else:
        value = next((group[field] for group in groups if group.get(field) is not None), None)
    if isinstance(value, bool):
        return ("yes" if value else "no") in condition["values"]
    if isinstance(value, str):
        return value in condition["values"]
    return _is_number(value) and _digits_of(value) in condition["values"]


def _in_order_of_need(parts, every):
    """Parts of one group, or those at the top, so that each comes after those that it looks at."""
    by_name = {part["name"]: part for part in every}
    here = {id(part) for part in parts}

    def home(field):
        part = by_name.get(field)
        left = len(every)
        while part and id(part) not in here and left > 0:
            part = by_name.get(part.get("parent", ""))
            left -= 1
        return part if part and id(part) in here else None

    needs = {id(part): [] for part in parts}
    for part in every:
        own = home(part["name"])
        if own is None:
            continue
        other = home(part["when"]["field"]) if "when" in part else None
        if other is not None and other is not own and other not in needs[id(own)]:
            needs[id(own)].append(other)
    ordered = []
    visited = set()

    def visit(part):
        if id(part) in visited:
            return
        visited.add(id(part))
        for other in needs[id(part)]:
            visit(other)
        ordered.append(part)

    for part in parts:
        visit(part)
    return ordered


# --- texts and JSON by the type of their part

_TEXTS = ("text", "quote", "mention")
_YES_NO = (_Forms([_Form(name, name) for name in ("yes", "no", "true", "false")]),)
_ROW = {"kind": "list", "item": {"kind": "text"}}


def _innermost(type):
    while type["kind"] in ("list", "each"):
        type = type["item"]
    return type


def _is_plain(type):
    return type["kind"] not in ("group", "list", "each", "table", "order")


def _has_own_notation(type):
    return _is_plain(type["item"]) if type["kind"] == "list" else type["kind"] not in ("group", "each")


def _container_of(type):
    kind = type["kind"]
    if kind in ("group", "triplet"):
        return "object"
    if kind == "each":
        return "array" if type["item"]["kind"] == "group" else "object"
    return "array" if kind in ("list", "order", "table") else None


def _bounded(type, number, span, state):
    if "bounds" not in type:
        return number
    lowest, highest = type["bounds"]
    if number < lowest or number > highest:
        return state.report("number-out-of-bounds", span)
    whole = "fractions" not in type and float(lowest).is_integer() and float(highest).is_integer()
    return state.report("number-not-whole", span) if whole and not number.is_integer() else number


def _yes_no_in(piece, state):
    form = _form_in(_YES_NO, piece, state)
    if form is None:
        return state.report("yes-no-unknown", piece[1])
    return None if form is _NEAR_NOTHING else form.value in ("yes", "true")


class _TextReader:
    def __init__(self, types, labels):
        self.triplets = _TripletReader(labels)
        self.labels = {}
        self.choices = {}
        self.kept = {}
        for type in map(_innermost, types):
            if type["kind"] == "relation":
                self.labels[id(type)] = _LabelReader(labels, type["between"])
            if type["kind"] == "choice":
                self.choices[id(type)] = _Forms(_forms_of(_choices(type, labels)))
            if _depends_on_no_row(type):
                self.kept[id(type)] = {}

    def read(self, type, piece, state):
        if not piece[0] and type["kind"] != "list":
            return state.report("answer-empty", piece[1])
        return self.read_filled(type, piece, state)

    def read_filled(self, type, piece, state):
        """Of a piece that is not empty, unless it is a list."""
        text, span = piece
        if type["kind"] in _TEXTS:
            return _Node(text, span)
        kept = self.kept.get(id(type))
        if kept is None or len(text) > _LONGEST_KEPT:
            return self.read_anew(type, piece, state)
        known = kept.get(text)
        if known is None:
            return self.read_and_keep(type, piece, state, kept)
        value, exact, findings, first = known
        if findings:
            at = span[0]
            is_shown = len(text) == span[1] - at
            moved = at - first
            for code, (start, end) in findings:
                state.report(code, (moved + start, moved + end) if is_shown else span)
        if not exact:
            state.exact = False
        return None if value is None else _Node(value, span)

    def read_and_keep(self, type, piece, state, kept):
        """What is kept of a text: its value, whether it had the declared form, its findings, and where it began."""
        text, (start, end) = piece
        was_exact, before = state.exact, len(state.findings)
        state.exact = True
        node = self.read_anew(type, piece, state)
        # of a text with escapes the places are not known, and of one among too many findings not all of its own
        if len(text) == end - start and len(state.findings) < _MOST_FINDINGS:
            found = state.findings[before:]
            _keep(kept, text, (None if node is None else node.value, state.exact, found, start))
        state.exact = was_exact and state.exact
        return node

    def read_anew(self, type, piece, state):
        text, span = piece
        kind = type["kind"]
        if kind == "relation":
            return _node(self.labels[id(type)].read(piece, state), span)
        if kind == "number":
            return _node(self.number(type, piece, state), span)
        if kind == "yes-no":
            return _node(_yes_no_in(piece, state), span)
        if kind == "choice":
            return _node(self.choice(type, piece, state), span)
        if kind == "triplet":
            return _node(self.triplets.read(piece, state), span)
        if kind == "list":
            lines = _lines_of(piece)
            return _list_of(lines, None, lambda line: self.read(type["item"], line, state), span, state)
        if kind == "order":
            return self.order(type, _split(piece, _BETWEEN_NAMES), span, state)
        if kind == "table":
            rows = _table_in(text)
            return _Node(rows, span) if rows else state.report("table-unreadable", span)
        # without a notation of their own
        return state.report("json-missing", span)

    def number(self, type, piece, state):
        form = _number_form(piece[0])
        if form is None:
            return state.report("number-unreadable", piece[1])
        number, differing = form
        if not state.passes(differing, piece[1]):
            return None
        for reading, (start, end) in differing.items():
            code = {
                "units": "unit-removed",
                "fractions": "fraction-computed",
                "thousands-comma": "comma-removed",
                "any-hyphen": "hyphen-differs",
            }.get(reading, "letter-differs")
            state.report(code, _part_of(piece, start, end)[1])
        return _bounded(type, number, piece[1], state)

    def choice(self, type, piece, state):
        lists = [name for name in type["lists"] if name not in _DECLARED]
        declared = self.choices[id(type)]
        sets = [declared]
        sets.extend(forms for forms in map(state.lists.pointers, lists) if forms)
        form = _form_in(sets, piece, state)
        if form is not None:
            return None if form is _NEAR_NOTHING else form.value
        texts = [forms for forms in map(state.lists.texts, lists) if forms]
        meant = _form_in(texts, piece, state, ("answer-text",))
        if meant is _NEAR_NOTHING:
            return None
        if meant is not None:
            state.report("text-for-name", piece[1])
            return meant.value
        for name in lists:
            if state.lists.names(name) is None:
                state.report("items-unnamed", piece[1])
        named = declared.labels_in(_head(piece[0], 400))
        if named:
            return state.report("label-several" if len(named) > 1 else "label-surrounded", piece[1])
        return state.report("choice-unknown", piece[1])

    def pointed_at(self, type, number, state):
        name = _digits_of(number)
        for one in type["lists"]:
            if one not in _DECLARED:
                pointers = state.lists.pointers(one)
                if pointers and pointers.exact(name):
                    return name
        return None

    def item(self, name, piece, state):
        pointers = state.lists.pointers(name)
        if pointers is None:
            return state.report("items-unnamed", piece[1])
        form = _form_in((pointers,), piece, state)
        if form is None:
            return state.report("item-unknown", piece[1])
        return None if form is _NEAR_NOTHING else form.value

    def order(self, type, given, span, state):
        names = state.lists.names(type["of"])
        if names is None:
            return state.report("items-unnamed", span)
        if len(given) > _MOST_ITEMS:
            return state.report("list-too-long", span)
        items = {}
        for one in given:
            item = self.item(type["of"], one, state)
            if item is None:
                return None
            if item in items:
                return state.report("item-repeated", one[1])
            items[item] = _Node(item, one[1])
        _lacking(names, items, span, state)
        return _Node(list(items), span, list(items.items()))


def _depends_on_no_row(type):
    """Is a text of the type read alike in every row?"""
    if type["kind"] == "choice":
        return all(name in _DECLARED for name in type["lists"])
    return type["kind"] in ("relation", "number", "yes-no")


def _choices(type, labels):
    declared = [name for name in type["lists"] if name in _DECLARED]
    names = [{"name": name, "aliases": []} for name in type["texts"]]
    for one in declared:
        names.extend(labels[one])
    if declared and labels.get("otherwise"):
        names.append(labels["otherwise"])
    return names


def _piece_of_json(value):
    """A JSON text without its quotes."""
    start, end = value.span
    inside = (start + 1, end - 1)
    return value.value, inside if len(value.value) == inside[1] - inside[0] else value.span


def _piece_of_key(key, span):
    if len(key) == span[1] - span[0] - 2:
        return key, (span[0] + 1, span[1] - 1)
    return key, span


_NOT_PASSED = "a number or truth value that does not pass, which was reported"


def _text_in(value, state):
    if value.kind == "text":
        return _piece_of_json(value)
    if value.kind not in ("number", "yes-no"):
        return None
    if not state.passes(("number-for-text",), value.span):
        return _NOT_PASSED
    state.report("number-as-text", value.span)
    return state.completion[value.span[0] : value.span[1]], value.span


def _pointer_in(value, state):
    if value.kind == "text":
        return _trimmed(_piece_of_json(value))
    if value.kind == "number":
        return _digits_of(value.value), value.span
    return state.report("json-type", value.span)


class _Shape:
    """The keys of a group: names of its parts, other keys that were given to them, and aliases."""

    def __init__(self, group, every):
        own = [part for part in every if part.get("parent") == group]
        self.parts = _in_order_of_need(own, every)
        self.keys = (_Forms(_forms_of([{"name": _key_for(part), "aliases": part["aliases"]} for part in own])),)

    def key_of(self, key, span, state):
        form = _form_in(self.keys, _piece_of_key(key, span), state)
        return None if form is None or form is _NEAR_NOTHING else form.value


def _key_for(part):
    return part.get("key", part["name"])


class _ValueReader:
    def __init__(self, plan):
        self.inputs = {one["name"]: one["type"] for one in plan["inputs"]}
        self.texts = _TextReader([one["type"] for one in [*plan["answer"], *plan["golds"]]], plan["labels"])
        self.shapes = {
            part["name"]: _Shape(part["name"], plan["answer"])
            for part in plan["answer"]
            if _innermost(part["type"])["kind"] == "group"
        }

    def holds(self, condition, input, groups):
        return condition is None or _holds(condition, self.inputs, input, groups)

    def json(self, type, value, state, part, groups):
        kind = type["kind"]
        span = value.span
        if kind in _TEXTS or kind == "relation":
            return self.text(type, _text_in(value, state), span, state)
        if kind == "choice":
            if value.kind == "number":
                name = self.texts.pointed_at(type, value.value, state)
                if name is not None:
                    return _Node(name, span)
                # only a choice that looks like a number can be meant by one
                if not self.texts.choices[id(type)].exact(_digits_of(value.value)):
                    return state.report("choice-unknown", span)
            return self.text(type, _text_in(value, state), span, state)
        if kind == "number":
            if value.kind == "number":
                return _node(_bounded(type, value.value, span, state), span)
            # a number in quotes is a liberty with JSON
            if value.kind != "text" or _number_form(_trim(value.value)) is None:
                return state.report("json-type", span)
            if not state.passes(("loose-json",), span):
                return None
            state.report("json-loose", span)
            return self.texts.read(type, _trimmed(_piece_of_json(value)), state)
        if kind == "yes-no":
            if value.kind == "yes-no":
                return _Node(value.value, span)
            if value.kind == "text":
                return self.texts.read(type, _trimmed(_piece_of_json(value)), state)
            return state.report("json-type", span)
        if value.kind != _container_of(type):
            return state.report("json-type", span)
        if kind == "triplet":
            return self.triplet(value, state)
        if kind == "list":
            return _list_of(
                value.value, None, lambda item: self.json(type["item"], item, state, part, groups), span, state
            )
        if kind == "order":
            pointers = []
            for one in value.value:
                pointer = _pointer_in(one, state)
                if pointer is None:
                    return None
                pointers.append(pointer)
            return self.texts.order(type, pointers, span, state)
        if kind == "each":
            if type["item"]["kind"] == "group":
                return self.each(type, value.value, span, state, lambda one: self.each_object(type, one, state, part, groups))
            return self.each(type, value.value, span, state, lambda one: self.each_key(type, one, state, part, groups))
        if kind == "table":
            return _list_of(value.value, None, lambda cells: self.row(cells, state, part, groups), span, state)
        return self.group(value, state, part, groups)

    def text(self, type, piece, span, state):
        if piece is None:
            return state.report("json-type", span)
        return None if piece is _NOT_PASSED else self.texts.read(type, _trimmed(piece), state)

    def row(self, cells, state, part, groups):
        if cells.kind != "array":
            return state.report("json-type", cells.span)

        def cell_of(cell):
            if cell.kind == "text" and _trim(cell.value) == "":
                return _Node("", cell.span)
            return self.json(_ROW["item"], cell, state, part, groups)

        return _list_of(cells.value, None, cell_of, cells.span, state)

    def each_key(self, type, member, state, part, groups):
        key, key_span, value = member
        item = self.texts.item(type["of"], _trimmed(_piece_of_key(key, key_span)), state)
        if item is None:
            return None
        return item, key_span, lambda: self.json(type["item"], value, state, part, groups)

    def each_object(self, type, one, state, part, groups):
        id_member = next((member for member in one.value if member[0] == "id"), None) if one.kind == "object" else None
        if id_member is None:
            return state.report("item-unnamed", one.span)
        pointer = _pointer_in(id_member[2], state)
        item = pointer and self.texts.item(type["of"], pointer, state)
        if item is None:
            return None
        return item, id_member[1], lambda: self.json(type["item"], one, state, part, groups)

    def each(self, type, given, span, state, find):
        """An item that is named twice makes all of it unreadable; what else is wrong or missing is a flaw of that item alone."""
        names = state.lists.names(type["of"])
        if names is None:
            return state.report("items-unnamed", span)
        if len(given) > _MOST_ITEMS:
            return state.report("list-too-long", span)
        seen = set()
        items = {}
        for one in given:
            found = find(one)
            if found is None:
                state.exact = False
                continue
            item, item_span, read = found
            if item in seen:
                return state.report("item-repeated", item_span)
            seen.add(item)
            node = read()
            if node is None:
                state.exact = False
            else:
                items[item] = node
        _lacking(names, seen, span, state)
        value = {name: items[name].value for name in names if name in items}
        return _Node(value, span, list(items.items()))

    def triplet(self, value, state):
        given = {}
        for key, key_span, inner in value.value:
            if key not in _TRIPLET_KEYS:
                state.report("json-key-unknown", key_span)
                continue
            if key in given:
                return state.report("json-key-repeated", key_span)
            piece = _text_in(inner, state)
            if piece is None:
                return state.report("json-type", inner.span)
            if piece is _NOT_PASSED:
                return None
            given[key] = _trimmed(piece)
        for key in _TRIPLET_KEYS:
            if key not in given:
                return state.report("part-missing", value.span)
        return _node(self.texts.triplets.of(given, state), value.span)

    def group(self, value, state, part, groups):
        shape = self.shapes[part["name"]]
        given = {}
        for member in value.value:
            key = shape.key_of(member[0], member[1], state)
            if key is None:
                if member[0] != "id" or part["type"]["kind"] != "each":
                    state.report("json-key-unknown", member[1])
            elif key in given:
                return state.report("json-key-repeated", member[1])
            else:
                given[key] = member
        if value.repeated:
            return state.report("json-key-repeated", value.repeated[1])
        record = {}
        around = [record, *groups]
        parts = {}
        read = set()
        for one in shape.parts:
            key = _key_for(one)
            asked = self.holds(one.get("when"), state.input, around)
            if not asked:
                parts[one["name"]] = (asked, None)
                continue
            read.add(key)
            inner = given[key][2] if key in given else None
            before = state.exact
            node = None
            if inner is not None and inner.kind != "null":
                node = self.json(one["type"], inner, state, one, around)
            elif not one["optional"]:
                state.report("part-missing", value.span)
            state.settle(one, node is not None, before)
            parts[one["name"]] = (asked, node)
            if node is not None:
                record[one["name"]] = node.value
        for key, member in given.items():
            if key not in read:
                state.report("part-not-asked", member[1])
        return _Node(record, value.span, None, parts)


# --- where a part stands in the completion

_BOX = "\\boxed{"
_BOX_SIGN = re.compile(r"[\\{}]")


def _find_pair(text, open, close, which, start=0):
    if which == "last":
        last_close = text.rfind(close)
        if last_close < 0:
            return None
        # a closing tag never overlaps an opening one
        opened = text.rfind(open, start, last_close)
        if opened < 0:
            return None
        begin = opened + len(open)
        return begin, text.find(close, begin)
    opened = text.find(open, start)
    if opened < 0:
        return None
    begin = opened + len(open)
    # one sign is found many times faster than several: mostly the next tag of any name is the one that closes
    end = text.find("<", begin)
    if end < 0:
        return None
    if text.startswith(close, end):
        return begin, end
    end = text.find(close, end)
    return None if end < 0 else (text.rfind(open, 0, end + len(open)) + len(open), end)


def _find_pairs(text, open, close, start):
    pairs = []
    opened = text.find(open, start)
    end = 0
    while opened >= 0:
        begin = opened + len(open)
        after = text.find(open, begin)
        if end < begin:
            end = text.find(close, begin)
        if end < 0:
            break
        if after < 0 or end < after:
            pairs.append((begin, end))
        opened = after
    return pairs


def _window_start(text, place):
    return max(0, len(text) - place["within"]) if "within" in place else 0


def _boxes(text, start):
    """Complete boxes that hold no other one, in order; braces in them are balanced, and a brace behind a backslash is none."""
    found = []
    open = []
    last_start = -1
    at = text.find(_BOX, start)
    while at >= 0:
        match = _BOX_SIGN.search(text, at)
        if not match:
            break
        at = match.start()
        sign = text[at]
        if sign == "\\":
            if text.startswith(_BOX, at):
                at += len(_BOX) - 1
                open.append(at + 1)
                last_start = at + 1
            else:
                at += 1
        elif sign == "{":
            open.append(-1)
        else:
            begin = open.pop() if open else -1
            # a box that closed after a later one was opened holds that one
            if begin >= 0 and begin == last_start:
                found.append((begin, at))
        at += 1
    return found


_LINE = re.compile("[^\n\r]+")


def _text_lines(text, start):
    """The first ones, one too many, and the last one, which counts as well."""
    found = []
    for match in _LINE.finditer(text, start):
        begin, end = match.span()
        line = match[0].strip(" \t")
        if not line:
            continue
        if len(line) < end - begin:
            begin += len(match[0]) - len(match[0].lstrip(" \t"))
            end = begin + len(line)
        if len(found) > _MOST_ITEMS:
            found.pop()
        found.append((begin, end))
    return found


def _tags_of(spot):
    return f"<{spot['tag']}>", f"</{spot['tag']}>"


def _all_spots(spot, text, start):
    if spot["kind"] == "tag":
        return _find_pairs(text, *_tags_of(spot), start)
    return _boxes(text, start) if spot["kind"] == "box" else _text_lines(text, start)


def _standing(place, text):
    spot = place["spot"]
    if spot["kind"] == "tag":
        return _find_pair(text, *_tags_of(spot), "last")
    boxes = _boxes(text, 0) if spot["kind"] == "box" else None
    return boxes[-1] if boxes else None


def _signs_of(spot):
    """What opens a place, and what closes it."""
    return _tags_of(spot) if spot["kind"] == "tag" else (_BOX if spot["kind"] == "box" else None, None)


def _explain(place, open, close, state, silent):
    """Why there is none."""
    spot = place["spot"]
    text = state.completion
    opened = -1 if open is None else text.rfind(open)
    if silent and opened < 0:
        return None
    early = _all_spots(spot, text, 0) if "within" in place else None
    if early:
        return state.report("answer-too-early", early[-1])
    if opened >= 0:
        return state.report("answer-unclosed", (opened, opened + len(open)))
    closed = -1 if close is None else text.rfind(close)
    if closed >= 0:
        return state.report("answer-unopened", (closed, closed + len(close)))
    return state.report("answer-missing")


def _find_spots(place, state, silent):
    which, spot = place["which"], place["spot"]
    text = state.completion
    start = _window_start(text, place)
    every = _all_spots(spot, text, start)
    if not every:
        _explain(place, *_signs_of(spot), state, silent)
    if not every or which == "every":
        return every
    first, last = every[0], every[-1]
    if which == "only":
        if spot["kind"] == "tag":
            once = all(text.find(tag, start) == text.rfind(tag) for tag in _tags_of(spot))
        else:
            once = len(every) == 1
        if once:
            return every
        state.report("answer-not-only", last)
        return []
    if len(every) > 1 and spot["kind"] != "line":
        state.report("answer-repeated", last if which == "first" else first)
    return [first if which == "first" else last]


_ALONE = re.compile("[" + _JS_SPACE + ",;]*")
_FENCE = "```"
_FENCE_NAME = re.compile("[a-zA-Z0-9]*")


class _PartReader:
    """One part of the answer that is no part of a group: its place in the completion, then what stands there."""

    def __init__(self, part, values):
        self.part = part
        self.optional = part["optional"]
        self.values = values
        self.texts = values.texts
        self.type = part["type"]
        self.place = place = part.get("place")
        self.is_json = (
            place is not None and (place.get("notation") == "json" or place["spot"]["kind"] == "json")
        ) or not _has_own_notation(self.type)
        self.pair = None
        if place and place["spot"]["kind"] == "tag" and place["which"] in ("first", "last"):
            self.pair = (*_tags_of(place["spot"]), place["which"])
        self.is_plain = not self.is_json and (place is None or place.get("notation") != "brackets")
        self.is_text = self.is_plain and self.type["kind"] in _TEXTS
        self.has_window = place is not None and "within" in place

    def reader(self):
        """The shortest way for this part."""
        return self.read_tagged if self.pair and (self.optional or not self.is_json) else self.read

    def read(self, state):
        type, place, part = self.type, self.place, self.part
        if place is None:
            return self.inside(type, (0, len(state.completion)), state)
        spot = place["spot"]["kind"]
        if spot == "json":
            return self.json(type, place, state)
        if self.is_json and not part["optional"] and spot != "line" and _standing(place, state.completion) is None:
            bare = self.bare(type, place, state)
            if bare is not None:
                return bare or None
        if self.pair:
            return self.read_tagged(state)
        spots = _find_spots(place, state, part["optional"])
        if not spots:
            return None
        if place["which"] != "every" or type["kind"] != "list":
            return self.inside(type, spots[-1], state)
        around = (spots[0][0], spots[-1][1])
        return _list_of(spots, None, lambda span: self.inside(type["item"], span, state), around, state)

    def read_tagged(self, state):
        """In the place that nearly every answer has: the first or last pair of a tag."""
        text = state.completion
        open, close, which = self.pair
        pair = _find_pair(text, open, close, which, _window_start(text, self.place) if self.has_window else 0)
        if pair is None:
            return _explain(self.place, open, close, state, self.optional)
        begin, end = pair
        # the reasoning need not be looked through for each tag again
        quiet_start, quiet_end = state.quiet
        other = text.find(open, 0, quiet_start if quiet_start < begin else begin - 1)
        if other < 0 and quiet_end < begin:
            other = text.find(open, quiet_end, begin - 1)
        if other < 0:
            other = text.find(open, end)
        if end - begin > quiet_end - quiet_start and text.find("<", begin, end) < 0:
            state.quiet = pair
        if other >= 0:
            state.report("answer-repeated", (other, other + len(open)))
        if not self.is_text:
            return self.inside(self.type, pair, state)
        inside, span = _trimmed((text[begin:end], pair))
        return _Node(inside, span) if inside else state.report("answer-empty", pair)

    def inside(self, type, span, state):
        """What stands in one place, whole."""
        piece = _trimmed((state.completion[span[0] : span[1]], span))
        if not piece[0] and (type["kind"] != "list" or self.is_json):
            return state.report("answer-empty", span)
        if self.is_plain:
            return self.texts.read_filled(type, piece, state)
        if not self.is_json:
            return self.brackets(type, piece, self.place, state)
        found = _json_inside(type, piece[1], state)
        return None if found is None else self.values.json(type, found, state, self.part, [])

    def brackets(self, type, piece, place, state):
        inside, around = _brackets_in(piece)
        alone = place["spot"]["kind"] == "line" or _ALONE.fullmatch(around)
        texts = self.values.texts
        if type["kind"] == "list":
            if not alone or (not inside and piece[0] != ""):
                return state.report("brackets-missing", piece[1])
            items = [line for one in inside for line in _lines_of(one)]
            return _list_of(items, None, lambda item: texts.read(type["item"], item, state), piece[1], state)
        if alone and len(inside) == 1:
            return texts.read(type, _trimmed(inside[0]), state)
        return state.report("brackets-missing", piece[1])

    def bare(self, type, place, state):
        """JSON without the tags that it should stand in: False where it cannot be read, None where there is none."""
        every = _json_between(type, place, state)
        if not every or (place["which"] == "only" and len(every) > 1):
            return None
        span = every[0] if place["which"] == "first" else every[-1]
        if not state.passes(("bare-json",), span):
            return None
        state.report("json-bare", span)
        value, liberties = _json_in(state.completion, span)
        if not _take_liberties(value, liberties, (), state):
            return False
        return self.values.json(type, value, state, self.part, []) or False

    def json(self, type, place, state):
        items = type["item"] if place["which"] == "every" and type["kind"] == "list" else type
        if _container_of(items) is None:
            start = _window_start(state.completion, place)
            return self.inside(items, (start, len(state.completion)), state)
        every = _json_between(items, place, state)
        if not every:
            if not self.part["optional"]:
                state.report("json-missing")
            return None
        first, last = every[0], every[-1]

        def read(span):
            value, liberties = _json_in(state.completion, span)
            if not _take_liberties(value, liberties, (), state):
                return None
            return self.values.json(items, value, state, self.part, [])

        which = place["which"]
        if which == "every":
            if len(every) > _MOST_ITEMS:
                return state.report("list-too-long", last)
            if items is type:
                return read(last)
            around = (first[0], last[1])
            return _list_of(every, None, read, around, state)
        if which == "only" and len(every) > 1:
            return state.report("answer-not-only", last)
        if len(every) > 1 and which != "only":
            state.report("answer-repeated", last if which == "first" else first)
        return read(first if which == "first" else last)


def _json_between(type, place, state):
    """Where JSON of the type's form stands in the part of the completion that is looked at."""
    found = []
    container = _container_of(type)
    # the first and the last one count; of a list all that it may have, and one too many
    most = _MOST_ITEMS + 1 if place["which"] == "every" else 2

    def take(kind, start, end):
        if kind == container:
            if len(found) == most:
                found.pop()
            found.append((start, end))

    text = state.completion
    _each_json(text, (_window_start(text, place), len(text)), take)
    return found


def _json_inside(type, span, state):
    """The JSON that a place consists of: as it is, in a fence, or among other text."""
    text = state.completion
    whole = _json_in(text, span)
    if isinstance(whole, tuple):
        return whole[0] if _take_liberties(*whole, (), state) else None
    fenced = _inside_fence(text, span)
    inner = fenced and _json_in(text, fenced)
    if isinstance(inner, tuple):
        return inner[0] if _take_liberties(*inner, ("code-fence",), state) else None
    last = None
    container = _container_of(type)

    def take(kind, start, end):
        nonlocal last
        if kind == container:
            last = (start, end)

    _each_json(text, span, take)
    if last is None:
        return state.report("json-broken", (whole, min(whole + 1, span[1])))
    value, liberties = _json_in(text, last)
    return value if _take_liberties(value, [("around", span), *liberties], (), state) else None


def _inside_fence(text, span):
    start, end = span
    if end - start < 6 or not text.startswith(_FENCE, start) or not text.endswith(_FENCE, 0, end):
        return None
    inside = _FENCE_NAME.match(text, start + 3, end).end()
    return (inside, end - 3) if inside <= end - 3 else None


def _take_liberties(value, liberties, besides, state):
    """Whether all that the JSON was not strict in passes; each kind of liberty is one finding."""
    readings = (*besides, "loose-json") if liberties else besides
    if not readings:
        return True
    if not state.passes(readings, liberties[0][1] if liberties else value.span):
        return False
    if "code-fence" in besides:
        state.report("fence-removed", value.span)
    for _, span in liberties:
        state.report("json-loose", span)
    return True


def _brackets_in(piece):
    """Pairs of double brackets, and the text that is in none."""
    text = piece[0]
    inside = []
    around = []
    at = 0
    while True:
        opened = text.find("[[", at)
        close = -1 if opened < 0 else text.find("]]", opened + 2)
        if close < 0:
            break
        open = text.rfind("[[", 0, close + 2)
        inside.append(_part_of(piece, open + 2, close))
        around.append(text[at:open])
        at = close + 2
    around.append(text[at:])
    return inside, "".join(around)


# === a reading ========================================================================================================


class _Occurrence:
    __slots__ = ("value", "asked", "span", "items", "path", "groups")

    def __init__(self, value, asked, span, items, path, groups):
        self.value = value
        self.asked = asked
        self.span = span
        self.items = items
        self.path = path
        self.groups = groups


class _AnswerReader:
    def __init__(self, plan):
        answer = plan["answer"]
        self.values = _ValueReader(plan)
        ordered = _in_order_of_need([part for part in answer if "parent" not in part], answer)
        self.top = [
            (part, part["name"], part.get("when"), part["optional"], _PartReader(part, self.values).reader())
            for part in ordered
        ]
        self.parts = {part["name"]: part for part in answer}
        spots = [_spot_of(part) for part in ordered]
        self.shared = {spot for i, spot in enumerate(spots) if spots.index(spot) != i}
        self.allowed = {reading: "rescue" for reading in plan["rescue"]}
        self.allowed.update((reading, "accept") for reading in plan["accept"])
        self.accepts_all = all(self.allowed.get(tolerance) == "accept" for tolerance in _TOLERANCE_FINDING)
        self.golds = _GoldReader(plan, self.values)
        self.lists = None

    def lists_for(self, input):
        lists = self.lists
        if lists is None or lists.input is not input:
            self.lists = lists = _InputLists(self.values.inputs, input)
        return lists

    def read(self, reading):
        """The parts of the answer, into a reading of the completion."""
        completion, input, values, nodes = reading.completion, reading.input, reading.values, reading.nodes
        for part, name, when, optional, read in self.top:
            if when is not None and not self.values.holds(when, input, [values]):
                place = part.get("place")
                vain = _standing(place, completion) if place and _spot_of(part) not in self.shared else None
                if vain:
                    reading.report("part-not-asked", vain)
                nodes[name] = None
                continue
            before = reading.exact
            nodes[name] = node = read(reading)
            if node is not None:
                values[name] = node.value
            if optional:
                reading.exact = before
            elif node is None:
                reading.exact = False


def _spot_of(part):
    return json.dumps(part["place"]["spot"]) if "place" in part else "null"


# --- gold: data is not read leniently


class _NoGold(Exception):
    """Why a value cannot be gold: the reason continues "the gold label ..."."""


def _shown(value):
    text = _json_of(value)
    return _head(text, 77) + "…" if _units(text) > 80 else text


class _GoldReader:
    def __init__(self, plan, values):
        self.values = values
        self.fields = {one["name"]: (one["type"], None) for one in plan["golds"]}
        self.fields.update((part["name"], (part["type"], part)) for part in plan["answer"])

    def read(self, field, value, lists):
        type, part = self.fields[field]
        around = self.around(part) if part else type
        if around is type:
            return self.canonical(type, value, lists, part)
        try:
            return self.canonical(around, value, lists, part)
        except _NoGold as reason:
            try:
                return self.canonical(type, value, lists, part)
            except _NoGold:
                raise reason from None

    def around(self, part):
        """A nested part's type with the lists and `each` around it: one value for each of its groups."""
        type = part["type"]
        parent = part.get("parent")
        left = len(self.fields)
        while parent is not None and left > 0:
            group = self.fields[parent][1] if parent in self.fields else None
            if group is None:
                break
            type = _inside_of(group["type"], type)
            parent = group.get("parent")
            left -= 1
        return type

    def canonical(self, type, value, lists, part):
        kind = type["kind"]
        if kind in _TEXTS:
            if isinstance(value, (list, dict)):
                raise _NoGold(f"{_shown(value)} is no text")
            return _trim(value if isinstance(value, str) else _json_of(value) if isinstance(value, bool) else _digits_of(value))
        if kind == "number":
            return _gold_number(type, value)
        if kind == "yes-no":
            if isinstance(value, bool):
                return value
            if isinstance(value, str) and value in ("yes", "no"):
                return value == "yes"
            raise _NoGold(f"{_shown(value)} is neither yes nor no")
        if kind == "relation":
            label = self.values.texts.labels[id(type)].by_gold.get(value) if isinstance(value, str) else None
            if label is None:
                raise _NoGold(f"{_shown(value)} is no label of the guideline")
            return label
        if kind == "choice":
            form = self.values.texts.choices[id(type)].exact(value) if isinstance(value, str) else None
            if form and not form.alias:
                return form.value
            for name in type["lists"]:
                item = None if name in _DECLARED else _gold_item(name, value, lists)
                if item is not None:
                    return item
            raise _NoGold(f"{_shown(value)} is none of the choices")
        if kind == "triplet":
            problem = self.values.texts.triplets.gold_problem(value)
            if problem is not None:
                raise _NoGold(f"{_shown(value)} {problem}")
            return {key: value[key] for key in _TRIPLET_KEYS}
        if kind == "list":
            if not isinstance(value, list):
                raise _NoGold(f"{_shown(value)} is no list")
            return [self.canonical(type["item"], item, lists, part) for item in value]
        if kind == "order":
            if not isinstance(value, list):
                raise _NoGold(f"{_shown(value)} is no order")
            order = []
            for item in value:
                name = _gold_item(type["of"], item, lists)
                if name is None:
                    raise _NoGold(f"{_shown(item)} is no item of {type['of']}")
                order.append(name)
            if len(set(order)) < len(order):
                raise _NoGold(f"{_shown(value)} names an item twice")
            return order
        if kind == "each":
            return self.each(type, value, lists, part)
        if kind == "table":
            rows = _table_in(value) if isinstance(value, str) else value
            if not isinstance(rows, list):
                raise _NoGold(f"{_shown(value)} is no table")
            return rows if isinstance(value, str) else [self.canonical(_ROW, cells, lists, part) for cells in rows]
        return self.group(value, lists, part)

    def each(self, type, value, lists, part):
        names = lists.names(type["of"])
        if names is None:
            raise _NoGold(f'points at the list "{type["of"]}", which the row does not have')
        if not isinstance(value, (list, dict)):
            raise _NoGold(f"{_shown(value)} is no value for each of {type['of']}")
        if isinstance(value, list) and len(value) != len(names):
            raise _NoGold(f"has {len(value)} values for the {len(names)} items of {type['of']}")
        record = {}
        for name, one in zip(names, value) if isinstance(value, list) else _items(value):
            if name not in names:
                raise _NoGold(f'"{name}" is no item of {type["of"]}')
            record[name] = self.canonical(type["item"], one, lists, part)
        return record

    def group(self, value, lists, part):
        if not isinstance(value, dict) or part is None:
            raise _NoGold(f"{_shown(value)} is no group")
        own = self.values.shapes[part["name"]].parts
        record = {}
        for key, one in _items(value):
            inner = next((other for other in own if other["name"] == key), None)
            inner = inner or next((other for other in own if other.get("key") == key), None)
            if inner is None:
                raise _NoGold(f'"{key}" is no part of {part["name"]}')
            record[inner["name"]] = self.canonical(inner["type"], one, lists, inner)
        return record


def _inside_of(around, type):
    return {**around, "item": _inside_of(around["item"], type)} if around["kind"] in ("list", "each") else type


def _gold_number(type, value):
    form = _number_form(_trim(value)) if isinstance(value, str) else None
    number = form[0] if form and not form[1] else value
    if not _is_number(number) or not math.isfinite(number):
        raise _NoGold(f"{_shown(value)} is no number")
    if "bounds" in type and not type["bounds"][0] <= number <= type["bounds"][1]:
        lowest, highest = map(_digits_of, type["bounds"])
        raise _NoGold(f"{_digits_of(number)} is not between {lowest} and {highest}")
    return number


def _gold_item(name, value, lists):
    """By its name; a number is the name where items are numbered, else the index from 0."""
    names = lists.names(name)
    if names is None:
        return None
    if isinstance(value, str):
        return value if value in names else None
    if not _is_number(value):
        return None
    if all(one and all(sign in _DIGITS for sign in one) for one in names):
        return _digits_of(value) if _digits_of(value) in names else None
    return names[int(value)] if value >= 0 and float(value).is_integer() and value < len(names) else None


# === measures =========================================================================================================

_EXACT = {"value": 0}
_TEXT = {"kind": "text"}
_CELLS = {"kind": "table"}


def _text_of(value):
    """As it is written: `yes` and `no` for a yes-no."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _digits_of(value) if _is_number(value) else _json_of(value)


def _number_in(value):
    """The number that a text is: a sign, digits with or without commas between groups of three, decimals."""
    if _is_number(value):
        return float(value)
    if not isinstance(value, str):
        return None
    text = value.strip(_SPACING)
    if _units(text) > 40:
        return None
    sign = ""
    if text[:1] in ("-", "+"):
        sign = "-" if text[0] == "-" else ""
        text = text[1:]
    whole, point, decimals = text.partition(".")
    groups = whole.split(",")
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])):
        return None
    digits = "".join(groups) + decimals
    if digits == "" or not all(one in _DIGITS for one in digits):
        return None
    return float(f"{sign}{''.join(groups)}.{decimals}0")


def _same(a, b, type, how):
    if _is_number(a) or _is_number(b):
        return _is_near(_number_in(a), _number_in(b), how.get("within") or _EXACT)
    if isinstance(a, bool) or isinstance(b, bool):
        return _text_of(a) == _text_of(b)
    if isinstance(a, str) or isinstance(b, str):
        if not isinstance(a, str) or not isinstance(b, str):
            return False
        if type["kind"] == "relation" and how.get("by"):
            return _ends(a) == _ends(b) if how["by"] == "direction" else _name_in(a) == _name_in(b)
        return a == b or ("within" in how and _is_near(_number_in(a), _number_in(b), how["within"]))
    if isinstance(a, list) or isinstance(b, list):
        if not isinstance(a, list) or not isinstance(b, list) or len(a) != len(b):
            return False
        if type["kind"] == "list":
            return _same_items(a, b, type["item"], how)
        item = _CELLS if type["kind"] == "table" else _TEXT
        return all(_same(one, other, item, how) for one, other in zip(a, b))
    if type["kind"] == "triplet":
        return _triplet_key(a, how.get("labels")) == _triplet_key(b, how.get("labels"))
    item = type["item"] if type["kind"] == "each" else _TEXT
    return len(a) == len(b) and all(key in b and _same(a[key], b[key], item, how) for key in a)


def _same_items(a, b, type, how):
    """As multisets. Numbers are sorted and compared in pairs; all else is counted by its key."""
    numbers = ([], [])
    counts = {}
    for side, items in enumerate((a, b)):
        for item in items:
            number = None
            if _is_number(item):
                number = float(item)
            elif "within" in how and isinstance(item, str):
                number = _number_in(item)
            if number is not None:
                numbers[side].append(number)
            else:
                key = _value_key(item, type, how)
                counts[key] = counts.get(key, 0) + (1 if side == 0 else -1)
    left, right = map(sorted, numbers)
    if len(left) != len(right) or any(counts.values()):
        return False
    within = how.get("within") or _EXACT
    return all(_is_near(one, other, within) for one, other in zip(left, right))


def _is_near(a, b, within):
    if a is None or b is None:
        return False
    slack = abs(b) * within["value"] / 100 if within.get("unit") == "percent" else within["value"]
    return a == b or _rounded(abs(a - b)) <= _rounded(slack)


def _value_key(value, type, how):
    """One text for values that are the same: what sets and counts are made of."""
    if isinstance(value, str):
        if type["kind"] == "relation" and how.get("by"):
            return _ends(value) if how["by"] == "direction" else _name_in(value)
        return value
    if isinstance(value, bool):
        return _text_of(value)
    if _is_number(value):
        return _digits_of(_rounded(value))
    if isinstance(value, list):
        return "[" + "".join(_measured(_value_key(item, _TEXT, how)) for item in value) + "]"
    if type["kind"] == "triplet":
        return _triplet_key(value, how.get("labels"))
    return "{" + "".join(_measured(key) + _measured(_value_key(value[key], _TEXT, how)) for key in sorted(value)) + "}"


def _measured(text):
    """With its length before it, so that several in a row are no others."""
    return f"{len(text)}:{text}"


def _triplet_key(triplet, labels):
    relation, head, tail = _triplet_of(triplet)
    ends = [f"{head[1]}:{_plain(head[0])}", f"{tail[1]}:{_plain(tail[0])}"]
    if _is_symmetric(relation, labels):
        ends.sort()
    return "".join(map(_measured, (relation, *ends)))


def _triplet_of(value):
    """(relation, (head, its type), (tail, its type))."""
    fields = value if isinstance(value, dict) else {}

    def text(key):
        return _text_of(fields[key]) if key in fields else ""

    return text("relation"), (text("head"), text("head_type")), (text("tail"), text("tail_type"))


def _is_symmetric(relation, labels):
    return labels is not None and any(one["symmetric"] and one["name"] == relation for one in labels["relations"])


def _name_in(label):
    return label.partition("(")[0]


_RELATION = re.compile("([^()," + _JS_SPACE + "]+)(?:\\(([^()," + _JS_SPACE + "]+),([^()," + _JS_SPACE + "]+)\\))?")


def _ends(label):
    """The mentions in their order; empty for a label without arguments."""
    match = _RELATION.fullmatch(label)
    return f"{match[2]},{match[3]}" if match and match[2] is not None else ""


def _ranked(value):
    """Items by how good they are said to be: a higher number is better."""
    ranks = {}
    if isinstance(value, list):
        for i, name in enumerate(value):
            if isinstance(name, str) and name not in ranks:
                ranks[name] = float(len(value) - i)
    elif isinstance(value, dict):
        for name, score in _items(value):
            if isinstance(score, (bool, int, float)):
                ranks[name] = float(score)
    return ranks


def _pairs_of(own, right):
    """(difference on the right, own difference or None) for every pair of the items that the right ranking has."""
    items = list(right.items())
    for i, (first, a) in enumerate(items):
        x = own.get(first)
        for second, b in items[i + 1 :]:
            y = own.get(second)
            yield _rounded(a - b), None if x is None or y is None else _rounded(x - y)


def _sign(number):
    return (number > 0) - (number < 0)


def _bleu(text, references):
    """sacrebleu's sentence_bleu over 100: tokenizer 13a, exponential smoothing, effective order."""
    own = _tokens_13a(text)
    others = [_tokens_13a(one) for one in references]
    if not others or not own:
        return 0.0
    nearest = min((len(other) for other in others), key=lambda length: (abs(len(own) - length), length))
    logs, order, smoothing, matches = 0.0, 0, 1, 0
    for n in range(1, min(4, len(own)) + 1):
        total = len(own) - n + 1
        correct = _shared(own, others, n)
        matches += correct
        if correct == 0:
            smoothing *= 2
        logs += math.log(100 / (smoothing * total) if correct == 0 else (100 * correct) / total)
        order = n
    if matches == 0:
        return 0.0
    brevity = math.exp(1 - nearest / len(own)) if len(own) < nearest else 1
    return (brevity * math.exp(logs / order)) / 100


def _shared(own, others, n):
    most = {}
    for other in others:
        counts = {}
        for i in range(len(other) - n + 1):
            gram = tuple(other[i : i + n])
            counts[gram] = counts.get(gram, 0) + 1
        for gram, count in counts.items():
            most[gram] = max(count, most.get(gram, 0))
    correct = 0
    for i in range(len(own) - n + 1):
        gram = tuple(own[i : i + n])
        left = most.get(gram, 0)
        if left > 0:
            correct += 1
            most[gram] = left - 1
    return correct


_13A = [
    (re.compile(r"([{-~[-` -&(-+:-@/])"), r" \1 "),
    (re.compile(r"([^0-9])([.,])"), r"\1 \2 "),
    (re.compile(r"([.,])([^0-9])"), r" \1 \2"),
    (re.compile(r"([0-9])(-)"), r"\1 \2 "),
]


def _tokens_13a(text):
    line = text.rstrip().replace("<skipped>", "").replace("-\n", "").replace("\n", " ")
    if "&" in line:
        line = line.replace("&quot;", '"').replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    line = f" {line} "
    for pattern, replacement in _13A:
        line = pattern.sub(replacement, line)
    return line.split()


# what JavaScript's toLowerCase makes ASCII of
_ASCII_LOWER = {**{sign: sign + 32 for sign in range(0x41, 0x5B)}, 0x212A: "k", 0x130: "i\u0307"}
_STEMMED = re.compile("[a-z0-9]+")


def _rouge_l(text, reference):
    own, other = _stems(text), _stems(reference)
    if not own or not other:
        return 0.0
    common = _common_subsequence(other, own)
    precision, recall = common / len(own), common / len(other)
    return (2 * precision * recall) / (precision + recall) if precision + recall > 0 else 0.0


def _stems(text):
    return [_stem(word) if len(word) > 3 else word for word in _STEMMED.findall(text.translate(_ASCII_LOWER))]


def _common_subsequence(a, b):
    """Its length, one bit for each item of `a`."""
    places = {}
    for i, item in enumerate(a):
        places[item] = places.get(item, 0) | (1 << i)
    every = (1 << len(a)) - 1
    row = every
    for item in b:
        here = places.get(item)
        if here is not None:
            met = row & here
            row = ((row + met) | (row - met)) & every
    return len(a) - bin(row).count("1")


# --- Porter's stemmer with NLTK's changes

_IRREGULAR = {
    **{"sky": "sky", "skies": "sky", "dying": "die", "lying": "lie", "tying": "tie", "news": "news"},
    **{"innings": "inning", "inning": "inning", "outings": "outing", "outing": "outing", "cannings": "canning"},
    **{"canning": "canning", "howe": "howe", "proceed": "proceed", "exceed": "exceed", "succeed": "succeed"},
}


def _stem(word):
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 2:
        return word
    word = _ending(_STEP_4, _ending(_STEP_3, _step_2(_step_1c(_step_1b(_step_1a(word))))))
    return _without_double(_without_e(word))


def _ending(rules, word):
    """The first rule whose suffix fits decides, also when its condition fails."""
    for suffix, replacement, holds in rules:
        if word.endswith(suffix):
            rest = word[: len(word) - len(suffix)]
            return rest + replacement if holds is None or holds(rest) else word
    return word


def _consonants(word):
    flags = []
    for i, letter in enumerate(word):
        flags.append((i == 0 or not flags[i - 1]) if letter == "y" else letter not in "aeiou")
    return flags


def _measure(word):
    flags = _consonants(word)
    return sum(1 for i in range(1, len(flags)) if flags[i] and not flags[i - 1])


def _is_long(stem):
    return _measure(stem) > 0


def _is_longer(stem):
    return _measure(stem) > 1


def _ends_short(word):
    flags = _consonants(word)
    at = len(flags) - 1
    if at == 1:
        return not flags[0] and flags[1]
    return at >= 2 and flags[at - 2] and not flags[at - 1] and flags[at] and word[at] not in "wxy"


def _ends_double(word):
    return len(word) >= 2 and word[-1] == word[-2] and _consonants(word)[-1]


def _step_1a(word):
    if len(word) == 4 and word.endswith("ies"):
        return word[:-1]
    return _ending([("sses", "ss", None), ("ies", "i", None), ("ss", "ss", None), ("s", "", None)], word)


def _step_1b(word):
    if word.endswith("ied"):
        return word[: -1 if len(word) == 4 else -2]
    if word.endswith("eed"):
        return word[:-1] if _is_long(word[:-3]) else word
    suffix = next((one for one in ("ed", "ing") if word.endswith(one) and False in _consonants(word[: -len(one)])), None)
    if suffix is None:
        return word
    rest = word[: -len(suffix)]
    if rest.endswith(("at", "bl", "iz")):
        return rest + "e"
    if _ends_double(rest):
        return rest if rest[-1] in "lsz" else rest[:-1]
    return rest + "e" if _measure(rest) == 1 and _ends_short(rest) else rest


def _step_1c(word):
    return _ending([("y", "i", lambda rest: len(rest) > 1 and _consonants(rest)[-1])], word)


def _step_2(word):
    if word.endswith("alli") and _is_long(word[:-4]):
        return _step_2(word[:-2])
    return _ending(_STEP_2, word)


def _rules(pairs, holds):
    return [(pair.partition(">")[0], pair.partition(">")[2], holds) for pair in pairs.split(" ")]


_STEP_2 = [
    *_rules(
        "ational>ate tional>tion enci>ence anci>ance izer>ize bli>ble alli>al entli>ent eli>e ousli>ous ization>ize ation>ate "
        "ator>ate alism>al iveness>ive fulness>ful ousness>ous aliti>al iviti>ive biliti>ble fulli>ful",
        _is_long,
    ),
    # the l counts as part of the stem, so that geology is geolog as archaeology is archaeolog
    ("logi", "log", lambda rest: _is_long(rest + "l")),
]
_STEP_3 = _rules("icate>ic ative> alize>al iciti>ic ical>ic ful> ness>", _is_long)
_STEP_4 = [
    *_rules("al ance ence er ic able ible ant ement ment ent", _is_longer),
    ("ion", "", lambda rest: _is_longer(rest) and rest[-1] in "st"),
    *_rules("ou ism ate iti ous ive ize", _is_longer),
]


def _without_e(word):
    if not word.endswith("e"):
        return word
    rest = word[:-1]
    count = _measure(rest)
    return rest if count > 1 or (count == 1 and not _ends_short(rest)) else word


def _without_double(word):
    return word[:-1] if word.endswith("ll") and _is_longer(word[:-1]) else word


# --- runs of words, edits, scripts, citations


def _places_in(words):
    places = {}
    for at, word in enumerate(words):
        places.setdefault(word, []).append(at)
    return places


def _longest_run(words, places):
    """Work: for each word of the text, as many steps as it stands in the source."""
    before = {}
    longest = 0
    for word in words:
        now = {}
        for at in places.get(word, ()):
            length = before.get(at - 1, 0) + 1
            now[at] = length
            if length > longest:
                longest = length
        before = now
    return longest


def _edits_between(a, b, at_most):
    """How many words must be put in, left out or replaced; at_most + 1 for any more."""
    too_many = at_most + 1
    if abs(len(a) - len(b)) > at_most:
        return too_many
    row = {j: j for j in range(min(len(b), at_most) + 1)}
    for i in range(1, len(a) + 1):
        after = {}
        for j in range(max(0, i - at_most), min(len(b), i + at_most) + 1):
            replaced = row.get(j - 1, too_many) + (a[i - 1] != b[j - 1]) if j > 0 else too_many
            left_out = row.get(j, too_many) + 1
            put_in = after.get(j - 1, too_many) + 1 if j > 0 else too_many
            after[j] = min(replaced, left_out, put_in, too_many)
        row = after
    return row.get(len(b), too_many)


_SCRIPTS = sorted(
    (ranges[i], ranges[i + 1], script) for script, ranges in TABLES["scripts"].items() for i in range(0, len(ranges), 2)
)
_SCRIPT_STARTS = [first for first, _, _ in _SCRIPTS]


def _script_of(sign):
    at = bisect_right(_SCRIPT_STARTS, ord(sign)) - 1
    return _SCRIPTS[at][2] if at >= 0 and ord(sign) <= _SCRIPTS[at][1] else None


_A_LETTER = "\0"
_LONGEST_BRACKETS = 60
_CITED = re.compile("[0-9A-Za-z]+")
_BRACKET = re.compile(r"[\[(]")


def _stem_of(name):
    """What stands before the number: `F` of `F2`, nothing for a bare number, a sign of its own for a bare capital letter."""
    end = len(name)
    while end > 0 and name[end - 1] in _DIGITS:
        end -= 1
    if end == len(name):
        return _A_LETTER if len(name) == 1 and "A" <= name <= "Z" else name
    return name[:end]


def _each_citation(text, lists):
    """(start, end, exists), first the names that are words."""
    known = {name for names in lists for name in names}
    shapes = [_stem_of(names[0]) for names in lists if names]
    stems = {stem for stem in shapes if stem not in ("", _A_LETTER)}
    bare = {stem for stem in shapes if stem in ("", _A_LETTER)}
    if any(stem in text for stem in stems):
        for start, end in _each_word(text):
            if text[end - 1] not in _DIGITS:
                continue
            word = text[start:end]
            if word.rstrip("0123456789") in stems:
                yield start, end, word in known
    if bare:
        for opened in _BRACKET.finditer(text):
            open = opened.start()
            inside = _head(text[open + 1 : open + 1 + _LONGEST_BRACKETS], _LONGEST_BRACKETS)
            close = inside.find("]" if text[open] == "[" else ")")
            names = None if close < 0 else _cited_in(inside[:close], open + 1)
            if names is not None and all(_stem_of(name) in bare for name, _, _ in names):
                for name, start, end in names:
                    yield start, end, name in known


def _cited_in(inside, offset):
    names = []
    i = 0
    while i < len(inside):
        if inside[i] in ",; ":
            i += 1
            continue
        word = _CITED.match(inside, i)
        if not word:
            return None
        names.append((word[0], offset + i, offset + word.end()))
        i = word.end()
    return names


def _is_within_tokens(a, b, at_most):
    """Is one text the other with so many words before and behind it, together at most?"""
    if a == b:
        return True
    x, y = _word_texts(a), _word_texts(b)
    short, long = (x, y) if len(x) <= len(y) else (y, x)
    more = len(long) - len(short)
    if not short or more > at_most:
        return False
    return any(long[at : at + len(short)] == short for at in range(more + 1))


# places where one rule is not kept, that are told
_MOST_PLACES = 8


# === checks: (subject, type, names, objects, modifiers, labels, given) to a value, or (value, places) =================


class _Asked:
    """What a check judges."""

    __slots__ = ("subject", "type", "names", "objects", "modifiers", "labels", "given")

    def __init__(self, subject, type, objects, modifiers, labels=None, names=None, given=None):
        self.subject = subject
        self.type = type
        self.objects = objects
        self.modifiers = modifiers
        self.labels = labels
        self.names = names
        self.given = given


class _Arg:
    """What stands behind a verb, with its value in this row."""

    __slots__ = ("kind", "value", "type", "names", "field", "unit", "text")

    def __init__(self, kind, value=None, type=None, names=None, field=None, unit=None, text=None):
        self.kind = kind
        self.value = value
        self.type = type
        self.names = names
        self.field = field
        self.unit = unit
        self.text = text


def _how(asked):
    return {**asked.modifiers, "labels": asked.labels} if asked.labels else asked.modifiers


def _object(asked):
    return asked.objects[0] if asked.objects else None


def _value_object(asked):
    one = _object(asked)
    return one.value if one is not None and one.kind == "value" else None


def _equals(asked):
    one = asked.objects[0] if asked.objects else None
    subject, type = asked.subject, asked.type
    if one is None or type["kind"] in ("entity", "rule") or one.kind == "schema":
        return 0
    modifiers = asked.modifiers
    if one.kind == "value" and isinstance(subject, str) and isinstance(one.value, str):
        if "within" not in modifiers and "by" not in modifiers:
            return 1 if subject == one.value else 0
    how = _how(asked)
    if one.kind == "number":
        return 1 if _same(subject, one.value, type, how) else 0
    if one.kind == "text":
        return 1 if _same(subject, one.text, type, how) else 0
    value = one.value
    if value is None:
        return 0
    if one.type["kind"] == "list" and type["kind"] != "list" and isinstance(value, list):
        return 1 if any(_same(subject, other, type, how) for other in value) else 0
    return 1 if _same(subject, value, type, how) else 0


_MOST_COMPARED = 256


def _matches(asked):
    value = _value_object(asked)
    if value is None:
        return 0
    subject, type = asked.subject, asked.type
    if isinstance(subject, list) and isinstance(value, list) and type["kind"] == "list":
        return _f1(subject, value, type["item"], asked)
    if not isinstance(subject, dict) or not isinstance(value, (dict, list)) or type["kind"] != "each":
        return 0
    if isinstance(value, list):
        value = {str(i): item for i, item in enumerate(value)}
    if not value:
        return 1
    if asked.modifiers.get("by") == "distribution":
        return _alike_in_distribution(subject, value, type["item"], asked.labels)
    how = _how(asked)
    equal = [key for key in value if key in subject and _same(subject[key], value[key], type["item"], how)]
    return len(equal) / len(value)


def _alike_in_distribution(own, right, type, labels):
    """The mean nearness of values in pairs: numbers in their order, anything else with its equal; a missing one counts 0."""
    answered = [key for key in right if key in own]
    mine, theirs = [own[key] for key in answered], [right[key] for key in answered]
    if type["kind"] == "number":
        a, b = (sorted(_number_in(value) or 0 for value in values) for values in (mine, theirs))
        total = 0
        for x, y in zip(a, b):
            total += _nearness(x, y, type)
        return total / len(right)
    how = {"labels": labels} if labels else {}
    left = {}
    for value in theirs:
        key = _value_key(value, type, how)
        left[key] = left.get(key, 0) + 1
    total = 0
    for value in mine:
        key = _value_key(value, type, how)
        count = left.get(key, 0)
        left[key] = count - 1
        total += 1 if count > 0 else 0
    return total / len(right)


def _f1(own, right, type, asked):
    """2 * common / (own + right), over different items."""
    labels = asked.labels
    different = _entities_of if type["kind"] == "triplet" and asked.modifiers.get("by") == "entities" else _triplets_of
    a, b = different(own, type, labels), different(right, type, labels)
    if len(a) + len(b) == 0:
        return 1
    equal = sum(1 for key in a if key in b)
    slack = (asked.modifiers.get("within") or _EXACT)["value"]
    if slack == 0 or type["kind"] != "triplet":
        return (2 * equal) / (len(a) + len(b))
    # equal ones take part in the pairing as well: one that could have another partner may leave this one to a neighbour
    is_small = len(a) <= _MOST_COMPARED and len(b) <= _MOST_COMPARED
    left = [parts for key, parts in a.items() if is_small or key not in b][:_MOST_COMPARED]
    over = [parts for key, parts in b.items() if is_small or key not in a][:_MOST_COMPARED]
    pairs = _paired(left, over, lambda x, y: _are_near(x, y, slack, labels))
    return (2 * ((0 if is_small else equal) + pairs)) / (len(a) + len(b))


def _triplets_of(items, type, labels):
    """Different items by their keys: (relation, types that must be the same, texts that may differ a little)."""
    found = {}
    how = {"labels": labels} if labels else {}
    for item in items:
        relation, head, tail = _triplet_of(item)
        found[_value_key(item, type, how)] = (relation, (head[1], tail[1]), (_plain(head[0]), _plain(tail[0])))
    return found


def _entities_of(items, type, labels):
    found = {}
    for item in items:
        for text, kind in _triplet_of(item)[1:]:
            found[(kind, _plain(text))] = ("", (kind,), (_plain(text),))
    return found


def _are_near(a, b, slack, labels):
    def near(types, texts):
        return a[1] == types and all(_is_within_tokens(x, y, slack) for x, y in zip(a[2], texts))

    if a[0] != b[0]:
        return False
    return near(b[1], b[2]) or (_is_symmetric(b[0], labels) and near(b[1][::-1], b[2][::-1]))


def _paired(left, right, fits):
    """The most pairs that can be made, one to one; each of the left tries to take a partner from whoever can find another."""
    partners = [[j for j, b in enumerate(right) if fits(a, b)] for a in left]
    taken = {}

    def place(i, tried):
        for j in partners[i]:
            if j in tried:
                continue
            tried.add(j)
            if j not in taken or place(taken[j], tried):
                taken[j] = i
                return True
        return False

    return sum(1 for i in range(len(left)) if place(i, set()))


def _contains(asked):
    one = _object(asked)
    if not isinstance(asked.subject, str) or one is None or one.kind in ("schema", "number"):
        return 0
    wanted = one.text if one.kind == "text" else one.value
    if wanted is None:
        return 0
    own = _plain(asked.subject)
    texts = [_plain(_text_of(text)) for text in (wanted if isinstance(wanted, list) else [wanted])]
    return 1 if any(text != "" and text in own for text in texts) else 0


def _texts_in(value):
    """A list gives its items, a table its rows."""
    if isinstance(value, dict):
        return [text for _, item in _items(value) for text in _texts_in(item)]
    if not isinstance(value, list):
        return [_text_of(value)]
    return [" ".join(map(_text_of, item)) if isinstance(item, list) else _text_of(item) for item in value]


_KEPT = {}


def _index_of(source):
    """Sources stay the same for many answers: the last few are kept with their words."""
    places = _KEPT.get(source)
    if places is None:
        places = _places_in(_word_texts(source))
        if len(_KEPT) >= 16:
            _KEPT.pop(next(iter(_KEPT), None), None)
        _KEPT[source] = places
    return places


def _quotes(asked):
    sources = [
        _index_of(text)
        for one in asked.objects
        if one.kind == "value" and one.value is not None
        for text in _texts_in(one.value)
    ]
    at_least = (asked.modifiers.get("from") or {"value": 1})["value"]

    def share(text):
        words = _word_texts(text)
        if not words or len(words) < at_least:
            return 0
        return max((_longest_run(words, source) for source in sources), default=0) / len(words)

    if asked.type["kind"] != "triplet":
        return share(_text_of(asked.subject))
    _, head, tail = _triplet_of(asked.subject)
    return (share(head[0]) + share(tail[0])) / 2


# a text of more UTF-16 units that is also so many times as long as the longest of the others is like none of them
_LONGEST_COMPARED = 100_000
_MOST_TIMES = 10


def _resembles(asked):
    value = _value_object(asked)
    if value is None:
        return 0
    references = [_text_of(one) for one in (value if isinstance(value, list) else [value])]
    own = _text_of(asked.subject)
    length = _units(own)
    if length > _LONGEST_COMPARED and length > _MOST_TIMES * max(map(_units, references), default=0):
        return 0
    by = asked.modifiers.get("by")
    if by == "rouge-l":
        return max([0, *(_rouge_l(own, one) for one in references)])
    if by == "jaccard":
        return max([0, *(_jaccard(own, one) for one in references)])
    return min(1, _bleu(own, references))


def _jaccard(a, b):
    own, other = ({word for word in _word_texts(_lower_case(text))} for text in (a, b))
    shared = len(own & other)
    every = len(own) + len(other) - shared
    return 0 if every == 0 else shared / every


def _judge_amount(asked, holds):
    """1 or 0; of a list whose texts are counted the share of items that hold."""
    bound = _object(asked)
    if bound is None or bound.kind != "number":
        return 0
    subject, unit = asked.subject, bound.unit

    def one(value):
        amount = _amount_in(value, unit, bound.value)
        return 1 if amount is not None and holds(amount, bound.value) else 0

    if not isinstance(subject, list) or unit is None or unit == "items":
        return one(subject)
    return sum(map(one, subject)) / len(subject) if subject else 1


def _amount_in(value, unit, bound):
    if _is_number(value):
        return value
    if isinstance(value, list):
        return len(value) if unit is None or unit == "items" else None
    if not isinstance(value, str) or unit == "items":
        return None
    if unit == "lines":
        return _lines_in(value)
    if unit == "sentences":
        return _sentences_in(value)
    return len(value.strip(_SPACING)) if unit == "characters" else _word_count(value, bound)


def _at_most(asked):
    return _judge_amount(asked, lambda amount, bound: amount <= bound)


def _at_least(asked):
    return _judge_amount(asked, lambda amount, bound: amount >= bound)


def _begins_with(asked):
    own = _plain(asked.subject) if isinstance(asked.subject, str) else ""
    return 1 if any(one.kind == "text" and own.startswith(_plain(one.text)) for one in asked.objects) else 0


def _avoids(asked):
    text = _lower_case(asked.subject) if isinstance(asked.subject, str) else ""
    banned = [[_lower_case(word) for word in _word_texts(one.text)] if one.kind == "text" else [] for one in asked.objects]
    # what stands nowhere in the text is no word of it
    banned = [words for words in banned if words and all(word in text for word in words)]
    if not banned:
        return 1, []
    found = [[] for _ in banned]
    begins = {}
    for i, words in enumerate(banned):
        begins.setdefault(words[0], []).append((i, -1, 0))
    open = []
    for start, end in _each_word(text):
        word = text[start:end]
        here = begins.get(word)
        if here is None and not open:
            continue
        going = []
        for i, first, count in [*open, *((i, start, 0) for i, _, _ in here or ())]:
            words = banned[i]
            if words[count] != word:
                continue
            if count + 1 < len(words):
                going.append((i, first, count + 1))
            elif len(found[i]) < _MOST_PLACES:
                found[i].append((first, end))
        open = going
        if len(found[0]) == _MOST_PLACES:
            break
    seen = [place for places in found for place in places][:_MOST_PLACES]
    return (0 if seen else 1), seen


def _written_in(asked):
    wanted = {one.text for one in asked.objects if one.kind == "text"}
    letters = right = 0
    for sign in asked.subject if isinstance(asked.subject, str) else "":
        script = _script_of(sign)
        if script is not None:
            letters += 1
            right += script in wanted
    return 1 if letters == 0 else right / letters


def _repeats_nothing(asked):
    item = asked.type["item"] if asked.type["kind"] == "list" else _TEXT
    if isinstance(asked.subject, list):
        return _share_of_new([_plain(one) if isinstance(one, str) else _value_key(one, item, {}) for one in asked.subject])
    if not isinstance(asked.subject, str):
        return 1
    words = [_lower_case(word) for word in _word_texts(asked.subject)]
    length = max(1, (asked.modifiers.get("from") or {"value": 8})["value"])
    count = max(0, len(words) - length + 1)
    # as Array.from and slice take a number that is not whole
    return _share_of_new([tuple(words[i : int(i + length)]) for i in range(int(count))])


def _share_of_new(keys):
    return 1 if not keys else len(set(keys)) / len(keys)


def _covers(asked):
    one = _object(asked)
    names = (one.names or ()) if one is not None and one.kind == "value" else ()
    subject = asked.subject
    named = {x for x in subject if isinstance(x, str)} if isinstance(subject, (list, dict)) else set()
    return 1 if not names else sum(1 for name in names if name in named) / len(names)


def _orders_like(asked):
    value = _value_object(asked)
    if value is None:
        return 0
    every = lost = 0
    for right, own in _pairs_of(_ranked(asked.subject), _ranked(value)):
        if own is None and asked.modifiers.get("by") == "common":
            continue
        weight = 1 + abs(right)
        every += weight
        if own is None:
            lost += weight
        elif right != 0 and own == 0:
            lost += weight / 2
        elif right * own < 0:
            lost += weight
    return 1 if every == 0 else max(0, 1 - lost / every)


def _correlates_with(asked):
    value = _value_object(asked)
    if value is None:
        return 0
    agreeing = untied_own = untied_right = 0
    for right, own in _pairs_of(_ranked(asked.subject), _ranked(value)):
        if right != 0:
            untied_right += 1
        # what was not ranked counts as a tie of neither
        if own is None:
            untied_own += 1
            agreeing -= 1
        else:
            if own != 0:
                untied_own += 1
            agreeing += _sign(right) * _sign(own)
    if untied_own == 0 and untied_right == 0:
        return 1
    if untied_own == 0 or untied_right == 0:
        return 0 if agreeing < 0 else 0.5
    return min(1, max(0, (agreeing / math.sqrt(untied_own * untied_right) + 1) / 2))


def _tops(asked):
    value = _value_object(asked)
    if value is None:
        return 0
    own = _front(_ranked(asked.subject))
    return 1 if len(own) == 1 and own[0] in _front(_ranked(value)) else 0


def _front(ranks):
    best = max(ranks.values(), default=None)
    return [name for name, rank in ranks.items() if rank == best]


def _near(asked):
    one = _object(asked)
    right = one.value if one is not None and one.kind in ("number", "value") else None
    return 0 if right is None else _nearness(asked.subject, right, asked.type)


def _nearness(own, right, type):
    """1 minus the distance over the number's range; without bounds, over the right number."""
    a, b = _number_in(own), _number_in(right)
    if a is None or b is None:
        return 0
    if a == b:
        return 1
    bounds = type.get("bounds") if type["kind"] == "number" else None
    span = bounds[1] - bounds[0] if bounds else abs(b)
    return max(0, 1 - abs(a - b) / span) if span > 0 else 0


def _first_of(asked):
    field = next((one for one in asked.objects if one.kind == "value"), None)
    wanted = [one.text for one in asked.objects if one.kind == "text"]
    if field is None or not isinstance(field.value, dict):
        return 0
    names = field.names if field.names is not None else _keys(field.value)
    first = next((name for name in names if name in field.value and _text_of(field.value[name]) in wanted), None)
    subject = asked.subject
    if first is not None:
        return 1 if subject == first else 0
    return 1 if asked.type["kind"] == "choice" and isinstance(subject, str) and subject in asked.type["texts"] else 0


def _cites(asked):
    lists = [one.names for one in asked.objects if one.kind == "value" and one.names is not None]
    some = False
    seen = []
    for start, end, exists in _each_citation(asked.subject, lists) if isinstance(asked.subject, str) else ():
        some = True
        if not exists:
            seen.append((start, end))
            if len(seen) == _MOST_PLACES:
                break
    return (1 if some and not seen else 0), seen


def _needs(asked):
    def is_given(value):
        return value is not None and value != "" and not (isinstance(value, (list, dict)) and not value)

    if asked.subject is not True:
        return 1
    return 1 if all(one.kind != "value" or is_given(one.value) for one in asked.objects) else 0


def _fits(asked):
    """All that take part in a conflict are wrong."""
    labels = asked.labels
    facts = [_fact_of(value) for value in (asked.subject if isinstance(asked.subject, list) else [asked.subject])]
    if not facts or labels is None:
        return 1
    wrong = {i for i, fact in enumerate(facts) if not _has_its_types(fact, labels)}
    none = sum(1 for fact in facts if fact[0] == labels.get("otherwise", {}).get("name"))
    # "none of the relations" beside one of them: one of the two is not meant
    if 0 < none < len(facts):
        return 0
    for names in labels["exclude"]:
        groups = _grouped(facts, lambda fact: tuple(sorted(fact[1])) if fact[0] in names else None)
        for group in groups:
            if len({facts[i][0] for i in group}) > 1:
                wrong.update(group)
    for relation in labels["relations"]:
        if "one" in relation:
            one, name = relation["one"], relation["name"]
            for group in _grouped(facts, lambda fact: fact[1][1 - one] if fact[0] == name else None):
                if len({facts[i][1][one] for i in group}) > 1:
                    wrong.update(group)
    return 1 - len(wrong) / len(facts)


def _fact_of(value):
    """(relation, ends, types of the ends or None)."""
    if isinstance(value, str):
        match = _RELATION.fullmatch(value)
        if match is None:
            return value, ("", ""), None
        return match[1], (match[2], match[3]) if match[2] is not None else ("", ""), None
    relation, head, tail = _triplet_of(value)
    return relation, (_plain(head[0]), _plain(tail[0])), (head[1], tail[1])


def _has_its_types(fact, labels):
    relation, _, types = fact
    declared = next((one for one in labels["relations"] if one["name"] == relation), None)
    if declared is None:
        return labels.get("otherwise", {}).get("name") == relation
    if types is None:
        return True

    def allows(first, second):
        return all(not declared["types"][role] or types[end] in declared["types"][role] for role, end in enumerate((first, second)))

    return allows(0, 1) or (declared["symmetric"] and allows(1, 0))


def _grouped(facts, key_of):
    groups = {}
    for i, fact in enumerate(facts):
        key = key_of(fact)
        if key is not None:
            groups.setdefault(key, []).append(i)
    return groups.values()


def _keeps(asked):
    subject = asked.subject
    for one in asked.objects:
        if not isinstance(subject, str) or one.kind != "value" or not one.field:
            return 0
        open, close = f"<{one.field}>", f"</{one.field}>"
        if subject.count(open) != 1 or subject.count(close) != 1:
            return 0
        if f"{open}{_joined(one.value)}{close}" not in subject:
            return 0
    return 1


def _joined(value):
    return value if isinstance(value, str) else _text_of(value)


def _edits(asked):
    value = _value_object(asked)
    if value is None:
        return 0
    own, source = _word_texts(_text_of(asked.subject)), _word_texts(_text_of(value))
    least = (asked.modifiers.get("from") or _EXACT)["value"]
    most = (asked.modifiers.get("within") or {"value": math.inf})["value"]
    looked = min(1000, least if most == math.inf else max(least, most))
    count = _edits_between(own, source, looked)
    return 1 if least <= count <= most else 0


def _runs(asked):
    return asked.given


_ANY = ("text", "number", "yes-no", "table", "quote", "relation", "triplet", "choice", "order", "list", "each", "group")
_AMOUNTS = ("text", "quote", "list", "order", "number", "entity", "rule")
# verb: what it can be said of, whether it is 0 or 1, the judgement
CHECKS = {
    "equals": (_ANY, True, _equals),
    "matches": (("list", "each"), False, _matches),
    "contains": (("text", "quote"), True, _contains),
    "quotes": (("text", "quote", "triplet"), False, _quotes),
    "resembles": (("text", "quote"), False, _resembles),
    "at-most": (_AMOUNTS, True, _at_most),
    "at-least": (_AMOUNTS, True, _at_least),
    "begins-with": (("text", "quote"), True, _begins_with),
    "avoids": (("text", "quote", "entity"), True, _avoids),
    "written-in": (("text", "quote"), False, _written_in),
    "repeats-nothing": (("list", "text"), False, _repeats_nothing),
    "covers": (("each", "order", "list"), False, _covers),
    "orders-like": (("each", "order"), False, _orders_like),
    "correlates-with": (("each", "order"), False, _correlates_with),
    "tops": (("each", "order"), True, _tops),
    "near": (("number",), False, _near),
    "first-of": (("choice",), True, _first_of),
    "cites": (("text",), True, _cites),
    "needs": (("yes-no",), True, _needs),
    "fits": (("list", "triplet", "relation"), False, _fits),
    "keeps": (("text",), True, _keeps),
    "edits": (("text",), True, _edits),
    "runs": (_ANY, False, _runs),
}
_NUMBER_TYPE = {"kind": "number"}


# === layout: where the parts of an answer lie in each other ===========================================================


class _Part:
    __slots__ = ("name", "type", "optional", "levels", "parent", "conditions")

    def __init__(self, part, by_name):
        around = []
        at = part.get("parent")
        while at is not None and len(around) < len(by_name) and at in by_name:
            around.insert(0, by_name[at])
            at = around[0].get("parent")
        self.name = part["name"]
        self.type = part["type"]
        self.optional = part["optional"]
        self.parent = part.get("parent")
        self.levels = [level for group in around for level in _levels_of(group["name"], group["type"])]
        self.conditions = [one["when"] for one in [*around, part] if "when" in one]


def _levels_of(name, type):
    """[(part, list or each, of)] on the way to a part."""
    levels = []
    while type["kind"] in ("list", "each"):
        levels.append((name, type["kind"], type.get("of") if type["kind"] == "each" else None))
        type = type["item"]
    return levels


def _wrapped(type, levels):
    for _, kind, of in reversed(levels):
        type = {"kind": kind, "of": of or "", "item": type} if kind == "each" else {"kind": kind, "item": type}
    return type


class _View:
    """Which values of a part a verb is asked of."""

    __slots__ = ("part", "type", "levels", "opened", "gathered")

    def __init__(self, part, type, levels, opened, gathered):
        self.part = part
        self.type = type
        self.levels = levels
        self.opened = opened
        self.gathered = gathered


def _view_of(part, takes):
    own = _levels_of(part.name, part.type)
    type = part.type
    for depth in range(len(own) + 1):
        if type["kind"] in takes:
            return _View(part, type, [*part.levels, *own[:depth]], depth, 0)
        type = type.get("item")
    for at in range(len(part.levels) - 1, -1, -1):
        if part.levels[at][1] not in takes:
            continue
        # of many values below one item their share counts, which only a yes-no and a number have
        item = _NUMBER_TYPE if at < len(part.levels) - 1 else part.type
        wrapped = _wrapped(item, [part.levels[at]])
        return _View(part, wrapped, part.levels[:at], 0, len(part.levels) - at)
    return None


def _share_in(value):
    """The mean of numbers at any depth, a yes-no as 1 or 0."""
    total = 0.0
    count = 0
    left = [value]
    while left:
        one = left.pop()
        if isinstance(one, (bool, int, float)):
            total += float(one)
            count += 1
        elif isinstance(one, list):
            left.extend(reversed(one))
        elif isinstance(one, dict):
            left.extend(inner for _, inner in reversed(_items(one)))
    return None if count == 0 else total / count


def _along(value, levels, path):
    """Down the steps, as far as the levels go."""
    for i, (_, kind, _) in enumerate(levels):
        if value is None or i >= len(path):
            return value
        value = _item_of(value, path[i][1], kind)
    return value


def _item_of(value, item, kind):
    if isinstance(value, list):
        at = int(item) - 1 if kind == "list" and _is_index(item) else -1
        return value[at] if 0 <= at < len(value) else None
    return value.get(item) if isinstance(value, dict) else None


def _is_of(value, type):
    """Is the value one of the type, rather than the same shape around it?"""
    kind = type["kind"]
    if kind == "number":
        return _is_number(value)
    if kind == "yes-no":
        return isinstance(value, bool)
    if kind == "list":
        return isinstance(value, list) and all(_is_of(item, type["item"]) for item in value)
    if kind in ("order", "table"):
        return isinstance(value, list)
    if kind in ("each", "group"):
        return isinstance(value, dict)
    if kind == "triplet":
        return isinstance(value, dict) and "relation" in value
    return isinstance(value, str)


# === operands: what stands behind a verb ==============================================================================


def _argument_of(operand, reward, view):
    kind = operand["kind"]
    if kind == "number":
        constant = _Arg("number", value=operand["value"], unit=operand.get("unit"))
        return lambda row, path: constant
    if kind == "text":
        constant = _Arg("text", text=operand["text"])
        return lambda row, path: constant
    if kind == "schema":
        constant = _Arg("schema")
        return lambda row, path: constant
    field = operand["field"]
    levels = view.levels if view else []
    part = reward.parts.get(field)
    if kind == "gold":
        type = part.type if part else next(one["type"] for one in reward.plan["golds"] if one["name"] == field)
        return _gold_argument(field, type, part, levels, view)
    if part:
        return _answer_argument(part, levels)
    return _input_argument(next(one for one in reward.plan["inputs"] if one["name"] == field), levels)


def _gold_argument(field, type, part, levels, view):
    around = part.levels if part else []
    shape = _wrapped(type, around)
    # the subject's own gold, where it is gathered over some of the lists around it
    rest = around[len(levels) :] if view and view.part is part and view.gathered > 0 else []
    shared = around[: _shared_levels(around, levels)]
    if not around and not _has_names(type):
        kept = _Arg("value", None, type, None, field)

        def whole(row, path):
            nonlocal kept
            gold = row.gold_of(field)
            if kept.value is not gold:
                kept = _Arg("value", gold, type, None, field)
            return kept

        return whole

    def argument(row, path):
        gold = row.gold_of(field)
        if not around or not _is_of(gold, shape):
            return _argument(row, field, *_item_in(gold, type, levels, path))
        value = _along(gold, shared, path)
        if not rest:
            return _argument(row, field, *_item_in(value, _wrapped(type, around[len(shared) :]), levels, path))
        return _argument(row, field, None if value is None else _gathered(value, rest), view.type)

    return argument


def _input_argument(input, levels):
    name, type, when = input["name"], input["type"], input.get("when")

    def argument(row, path):
        value = _marked_in(name, type["within"], row) if type["kind"] == "mention" else row.input.get(name)
        if value is None and (when is None or row.holds(when)):
            raise Unscorable(f'the example has no input "{name}"')
        return _argument(row, name, *_item_in(value, type, levels, path))

    return argument


def _marked_in(mention, within, row):
    """The words inside a mention's marks."""
    text = row.input.get(within) if within in row.reward.input_names else row.values.get(within)
    if not isinstance(text, str):
        return None
    open = text.find(f"<{mention}>")
    end = text.find(f"</{mention}>")
    start = open + len(mention) + 2
    return None if open < 0 or end < start else text[start:end]


def _answer_argument(part, levels):
    """A part of the answer: the one in the same group, or all of them below the group that both stand in."""
    shared = _shared_levels(part.levels, levels)
    rest = part.levels[shared:]
    type = _wrapped(part.type, rest)
    if part.parent is None:
        return lambda row, path: _argument(row, part.name, *_item_in(row.values.get(part.name), type, levels, path))

    def argument(row, path):
        here = row.by_path(part.name, shared).get(_path_key(path, shared), [])
        value = _nested(here, rest, shared) if rest else here[0].value if here else None
        return _argument(row, part.name, *_item_in(value, type, levels, path))

    return argument


def _shared_levels(a, b):
    shared = 0
    while shared < len(a) and shared < len(b) and a[shared][0] == b[shared][0]:
        shared += 1
    return shared


def _path_key(path, depth):
    return tuple(item for _, item in path[:depth])


def _by_path(occurrences, depth):
    groups = {}
    for one in occurrences:
        groups.setdefault(_path_key(one.path, depth), []).append(one)
    return groups


def _nested(occurrences, levels, depth):
    """Values of many occurrences in one, with the levels from `depth` on as lists and records; what was not read is left out."""
    if not levels:
        return occurrences[0].value if occurrences else None
    groups = {}
    for one in occurrences:
        if depth < len(one.path):
            groups.setdefault(one.path[depth][1], []).append(one)
    inner = {}
    for item, group in groups.items():
        value = _nested(group, levels[1:], depth + 1)
        if value is not None:
            inner[item] = value
    return inner if levels[0][1] == "each" else list(inner.values())


def _gathered(value, levels):
    """One value for each item of the first level: its own, or the share of what lies below it."""
    if len(levels) <= 1 or not isinstance(value, (list, dict)):
        return value
    if isinstance(value, list):
        return [_share_in(item) or 0.0 for item in value]
    shares = {name: _share_in(item) for name, item in _items(value)}
    return {name: share for name, share in shares.items() if share is not None}


def _item_in(value, type, levels, path):
    """Of a value for each item of a list, the one of the item that the subject stands in."""
    while type["kind"] == "each":
        at = next((i for i, level in enumerate(levels) if level[2] == type["of"]), -1)
        if at < 0:
            break
        item = path[at][1] if at < len(path) else None
        value = _member(value, item)
        type, levels, path = type["item"], levels[at + 1 :], path[at + 1 :]
    return value, type


def _member(value, item):
    if isinstance(value, list):
        return value[int(item)] if item is not None and _is_index(item) and int(item) < len(value) else None
    return value.get(item) if isinstance(value, dict) else None


def _argument(row, field, value, type):
    return _Arg("value", value, type, _names_for(type, field, row), field)


def _has_names(type):
    return type["kind"] in ("each", "order", "list", "choice")


def _names_for(type, field, row):
    """Names of the items that a value is made of or points at."""
    kind = type["kind"]
    if kind in ("each", "order"):
        return row.names(type["of"])
    if kind == "list":
        return row.names(field)
    if kind != "choice" or not type["lists"]:
        return None
    return [name for one in type["lists"] for name in row.names(one) or ()]


# === phrases ==========================================================================================================
# a measure: (row, places or None) to a value from 0 to 1, or None where its part is not asked for


def _measure_of(phrase, owner, reward):
    kind = phrase["kind"]
    if kind == "format":
        return lambda row, seen=None: 1 if row.exact else 0
    if kind == "rule":
        rule = phrase["rule"]
        if phrase.get("fully"):
            return lambda row, seen=None: 1 if _is_whole(row.rule(rule)) else 0
        return lambda row, seen=None: row.rule(rule)
    if kind == "present":
        return _presence_of(reward.parts[phrase["subject"]])
    measure = _verb_measure(phrase, owner, reward)
    if not phrase["modifiers"].get("fully"):
        return measure

    def fully(row, seen=None):
        value = measure(row, seen)
        return None if value is None else 1 if _is_whole(value) else 0

    return fully


def _presence_of(part):
    def measure(row, seen=None):
        places = row.occurrences(part.name)
        if not _is_asked(part, places, row):
            return None
        asked = [place for place in places if place.asked]
        return sum(1 for place in asked if place.value is not None) / len(asked) if asked else 0

    return measure


def _is_asked(part, places, row):
    """Is the part asked for anywhere? One that has no place in this answer is, where its conditions hold."""
    if not part.conditions:
        return True
    return any(place.asked for place in places) if places else all(row.applies(when) for when in part.conditions)


def _judging(phrase, owner):
    verb = phrase["verb"]
    _, _, judge = CHECKS[verb]

    def judged(row, asked):
        for one in asked.objects:
            if one.value is None and one.kind == "value" and verb != "needs":
                return 0, ()
        if verb == "runs":
            asked.given = _given_to(owner, "the check", row.given)
        found = judge(asked)
        value, seen = found if type(found) is tuple else (found, ())
        if not 0 <= value <= 1:
            raise Unscorable(f'the check "{verb}" gave no value from 0 to 1')
        return value, seen

    return judged


def _verb_measure(phrase, owner, reward):
    kind, name = phrase["subject"]["kind"], phrase["subject"]["name"]
    judge = _judging(phrase, owner)
    modifiers = phrase["modifiers"]
    if kind == "rule":
        operands = [_argument_of(operand, reward, None) for operand in phrase["objects"]]
        type = {"kind": "rule"}

        def rule_measure(row, seen=None):
            objects = [of(row, ()) for of in operands]
            return judge(row, _Asked(row.rule(name), type, objects, modifiers))[0]

        return rule_measure
    if kind == "entity":
        return _entity_measure(phrase, judge, reward)
    view = _view_of(reward.parts[name], CHECKS[phrase["verb"]][0])
    return _field_measure(phrase, judge, view, reward)


_CONSTANT = ("gold", "number", "text", "schema")


def _field_measure(phrase, judge, view, reward):
    part, type = view.part, view.type
    name = part.name
    modifiers, labels = phrase["modifiers"], reward.plan["labels"]
    operands = [_argument_of(operand, reward, view) for operand in phrase["objects"]]
    golds = [operand["field"] for operand in phrase["objects"] if operand["kind"] == "gold"]
    has_names = _has_names(type)
    # a text beside a gold text, and nothing else of the row
    is_pure = phrase["verb"] != "runs" and len(golds) == 1 and golds[0] in reward.plain_gold and not has_names
    kept = {} if is_pure and all(operand["kind"] in _CONSTANT for operand in phrase["objects"]) else None

    def one(row, value, path, span, seen):
        # before the value is looked at: an example without its gold is no better for an answer that was not read
        objects = []
        for of in operands:
            objects.append(of(row, path))
        if value is None:
            return 0
        names = _names_for(type, name, row) if has_names else None
        judged, places = judge(row, _Asked(value, type, objects, modifiers, labels, names))
        if seen is not None and judged < 1:
            seen.extend(_places_of(row, value, span, places))
        return judged

    if not view.levels and part.parent is None:

        def measure_top(row, seen=None):
            value = row.values.get(name)
            if value is None and part.conditions and not _is_asked(part, row.occurrences(name), row):
                return None
            if seen is not None:
                return one(row, value, (), None if value is None else row.occurrences(name)[0].span, seen)
            if kept is None or not isinstance(value, str) or len(value) > _LONGEST_KEPT:
                return one(row, value, (), None, None)
            gold = row.gold_of(golds[0])
            if not isinstance(gold, str) or len(gold) > _LONGEST_KEPT:
                return one(row, value, (), None, None)
            found = kept.get((value, gold))
            return _keep(kept, (value, gold), one(row, value, (), None, None)) if found is None else found

        return measure_top
    # an answer that gives nothing to compare is not a right one
    nothing = 1 if CHECKS[phrase["verb"]][1] and not golds and view.gathered == 0 else 0

    def measure(row, seen=None):
        places = row.occurrences(name)
        if not _is_asked(part, places, row):
            return None
        every = _gathered_in(places, view) if view.gathered > 0 else _opened_in(places, view, row)
        if not every:
            # an example without its gold is one with or without an answer
            for field in golds:
                row.gold_of(field)
            return nothing if _was_read(part, view, row, reward) else 0
        total = 0.0
        for value, path, span in every:
            total += one(row, value, path, span, seen)
        return total / len(every)

    return measure


def _was_read(part, view, row, reward):
    """Were all the lists read that turned out to hold nothing?"""

    def is_there(name):
        asked = [place for place in row.occurrences(name) if place.asked]
        return bool(asked) and all(place.value is not None for place in asked)

    if view.opened > 0 and row.occurrences(part.name):
        return is_there(part.name)
    group = part.parent
    while group is not None:
        if row.occurrences(group):
            return is_there(group)
        group = reward.parts[group].parent if group in reward.parts else None
    return False


def _opened_in(places, view, row):
    """(value, path, span) of each value of the part, or each item of it."""
    part, opened = view.part, view.opened
    found = []
    for place in places:
        if not place.asked or (place.value is None and part.optional and place.path):
            continue
        if opened == 0:
            found.append((place.value, place.path, place.span))
        elif place.value is None:
            levels = tuple((name, "") for name, _, _ in _levels_of(part.name, part.type))
            found.append((None, (*place.path, *levels), None))
        else:
            spans = {item: node.span for item, node in place.items or ()}
            for value, path in _opened_items(place.value, part.type, opened, part.name, row):
                found.append((value, (*place.path, *path), spans.get(path[0][1], place.span)))
    return found


def _opened_items(value, type, depth, part, row):
    """Items at a depth of lists; of `each`, one for every item that there is, whether it was answered or not."""
    if depth == 0 or type["kind"] not in ("list", "each"):
        return [(value, ())]
    if type["kind"] == "list":
        entries = [(str(i + 1), item) for i, item in enumerate(value if isinstance(value, list) else ())]
    else:
        entries = [(name, _member(value, name)) for name in row.names(type["of"]) or ()]
    return [
        (inner, ((part, item), *path))
        for item, one in entries
        for inner, path in _opened_items(one, type["item"], depth - 1, part, row)
    ]


def _gathered_in(places, view):
    """One value for each list around the part."""
    depth = len(view.levels)
    inner = view.part.levels[len(view.part.levels) - view.gathered :]
    found = []
    for group in _by_path(places, depth).values():
        value = _nested(group, inner, depth)
        found.append((None if value is None else _gathered(value, inner), group[0].path[:depth], group[0].span))
    return found


def _places_of(row, value, span, seen):
    """Places in the value's text become places in the completion, where the value stands there as it is."""
    if not span or not seen or not isinstance(value, str) or row.completion[span[0] : span[1]] != value:
        return [span]
    return [(span[0] + start, span[0] + end) for start, end in seen]


def _entity_measure(phrase, judge, reward):
    """Every mention of the entity, or of one under it, in all triplets of the answer."""
    operands = [_argument_of(operand, reward, None) for operand in phrase["objects"]]
    views = [view for view in (_view_of(part, ("triplet",)) for part in reward.parts.values()) if view]
    names = {phrase["subject"]["name"]}
    size = 0
    while size < len(names):
        size = len(names)
        names.update(one["name"] for one in reward.plan["labels"]["entities"] if one.get("under") in names)
    binary = CHECKS[phrase["verb"]][1]
    type, modifiers = {"kind": "entity"}, phrase["modifiers"]

    def measure(row, seen=None):
        objects = [of(row, ()) for of in operands]
        values = []
        is_read = False
        for view in views:
            places = row.occurrences(view.part.name)
            is_read = is_read or any(place.value is not None for place in places)
            for value, _, span in _opened_in(places, view, row):
                if value is None:
                    continue
                for text, kind in _triplet_of(value)[1:]:
                    if kind in names:
                        judged = judge(row, _Asked(text, type, objects, modifiers))[0]
                        if seen is not None and judged < 1:
                            seen.append(span)
                        values.append(judged)
        if not values:
            return 1 if is_read and binary else 0
        return sum(values) / len(values)

    return measure


# === the reward =======================================================================================================


class Reward:
    """A plan, prepared: `verdict` scores one completion."""

    def __init__(self, plan):
        self.plan = plan
        self.reader = _AnswerReader(plan)
        by_name = {part["name"]: part for part in plan["answer"]}
        self.parts = {part["name"]: _Part(part, by_name) for part in plan["answer"]}
        self.input_names = {one["name"] for one in plan["inputs"]}
        self.needed = {one["name"] for one in plan["inputs"] if "when" not in one}
        self.plain_gold = {one["name"] for one in plan["answer"] if one["type"]["kind"] in ("relation", "text")}
        self.rules = {rule["name"]: self.rule_measure(rule) for rule in plan["rules"]}
        self.terms = [
            (term["name"], term.get("when"), term["after"], _measure_of(term["phrase"], term["name"], self), _Payment(term))
            for term in plan["terms"]
        ]
        self.reports = [(term, _measure_of(term["phrase"], term["name"], self)) for term in plan["reports"]]
        self.lowest, self.highest = float(plan["range"]["lowest"]), float(plan["range"]["highest"])
        self.last_gold = {}
        self.rows = {}
        self.totals = {}

    def rule_measure(self, rule):
        """A rule that does not apply holds. One that does not hold is a finding, at its places."""
        name, when = rule["name"], rule.get("when")
        if rule["grade"] == "judged":
            return lambda row, found: _given_to(name, "the judge", row.given) if row.applies(when) else 1
        measure = _measure_of(rule["phrase"], name, self)

        def measured(row, found):
            if not row.applies(when):
                return 1
            places = []
            value = measure(row, places)
            found.extend(("rule-broken", span) for span in places[:_MOST_PLACES])
            return 1 if value is None else value

        return measured

    def verdict(self, completion, input=None, gold=None, given=None):
        """What one completion earned, and why. Never raises: what cannot be judged says so in `unscorable`."""
        if not isinstance(completion, str):
            return self.unscorable(f"the completion is not a text but {_kind_of(completion)}", None)
        input = input if isinstance(input, dict) else {}
        gold = gold if isinstance(gold, dict) else {}
        row = _Row(self, completion if completion.isascii() else _whole(completion), input, gold, given)
        try:
            self.reader.read(row)
            total, terms = row.combined()
            reports = row.reported() if self.reports else []
        except Unscorable as reason:
            return self.unscorable(str(reason), row)
        except Exception as error:
            return self.unscorable(f"a check failed: {error}", row)
        score, normalised = self.totals.get(total) or self.rounded(total)
        return {
            "score": score,
            "normalised": normalised,
            "terms": terms,
            "reports": reports,
            "findings": row.findings if row.broken is None else [*row.findings, *row.broken],
            "answer": row.values,
            "unscorable": None,
        }

    def rounded(self, total):
        """The score, and its share of the range; totals are few."""
        score = _rounded(total)
        share = (score - self.lowest) / (self.highest - self.lowest) if self.highest > self.lowest else 0
        return _keep(self.totals, total, (score, _rounded(min(1, max(0, share)))))

    def unscorable(self, reason, row):
        return {
            "score": self.lowest,
            "normalised": 0.0,
            "terms": [],
            "reports": [],
            "findings": row.findings if row else [],
            "answer": row.values if row else {},
            "unscorable": reason,
        }

    def of_row(self, completion, input, gold, given=None):
        """The same for a row of data: input, gold and values of judges as JSON texts or as plain data."""
        try:
            return self.verdict(
                completion, self.plain(input), self.plain(gold), None if given is None else self.plain(given)
            )
        except (ValueError, RecursionError) as error:
            return self.unscorable(f"the row can not be read: {error}", None)

    def plain(self, text):
        """Texts that were read are kept: a row is answered many times."""
        if not isinstance(text, str):
            return _data(text)
        known = self.rows.get(text)
        return self.plain_anew(text) if known is None else known

    def plain_anew(self, text):
        known = _data(json.loads(text))
        if len(self.rows) >= 4096:
            self.rows.clear()
        self.rows[text] = known
        return known


class _Payment:
    """What a term pays for a value: (value, paid, does it hold), rounded; kept, since values are few."""

    __slots__ = ("pays", "otherwise", "kept")

    def __init__(self, term):
        self.pays = term["pays"]
        self.otherwise = term["otherwise"]
        self.kept = {}

    def of(self, value):
        # paid before rounding: three times two thirds is 2
        amount = _rounded(self.otherwise + value * (self.pays - self.otherwise))
        return _keep(self.kept, value, (_rounded(value), amount, _is_whole(value)))


class _Row(_Reading):
    """What was read in one completion, beside its row."""

    __slots__ = ("reward", "gold", "given", "rules", "broken")

    def __init__(self, reward, completion, input, gold, given):
        self.form = reward.reader
        self.completion = completion
        self.input = input
        self.findings = []
        self.values = {}
        # of the parts at the top, also of those that were not read
        self.nodes = {}
        self.exact = True
        self.known = None
        # a stretch where no tag begins
        self.quiet = _NOWHERE
        self.reward = reward
        self.gold = gold
        self.given = given
        self.rules = None
        self.broken = None

    def applies(self, when):
        if when is None:
            return True
        if when["field"] in self.reward.needed and when["field"] not in self.input:
            raise Unscorable(f'the example has no input "{when["field"]}"')
        return self.holds(when)

    def rule(self, name):
        if self.rules is None:
            self.rules = {}
        value = self.rules.get(name)
        if value is None:
            found = []
            value = self.reward.rules[name](self, found)
            if found:
                self.broken = [*(self.broken or ()), *found]
            self.rules[name] = value
        return value

    def gold_of(self, field):
        written = self.gold.get(field)
        if written is None:
            written = self.gold_in(field)
        if written is None:
            raise Unscorable(f'the example has no gold "{field}"')
        known = self.reward.last_gold.get(field)
        if known is not None and type(written) is str and known[0] == written:
            return known[1]
        try:
            value = self.reward.reader.golds.read(field, written, self.reward.reader.lists_for(self.input))
        except _NoGold as reason:
            raise Unscorable(f"the gold {field} {reason}") from None
        if field in self.reward.plain_gold and isinstance(written, str):
            self.reward.last_gold[field] = (written, value)
        return value

    def gold_in(self, field):
        """By the field's own name, or inside the gold of the group that it is a part of."""
        if field in self.gold:
            return self.gold[field]
        part = self.reward.parts.get(field)
        group = self.gold_in(part.parent) if part and part.parent is not None else None
        return None if group is None else _in_groups(group, field, len(part.levels))

    def combined(self):
        """A term whose condition does not hold asks for nothing: what waits for it goes on."""
        holding = []
        paid = []
        total = 0.0
        for name, when, after, measure, payment in self.reward.terms:
            reached = True
            for waited in after:
                if waited not in holding and not self.is_kept(waited):
                    reached = False
                    break
            try:
                value = measure(self) if when is None or self.applies(when) else None
            except NotGiven:
                # a judge need not be asked where nothing is paid for what it says
                if reached:
                    raise
                value = 0
            if value is None:
                holding.append(name)
                paid.append({"name": name, "value": 0.0, "paid": 0.0, "applied": False})
                continue
            value, amount, is_whole = payment.kept.get(value) or payment.of(value)
            if reached:
                total += amount
                if is_whole:
                    holding.append(name)
            else:
                amount = 0.0
            paid.append({"name": name, "value": value, "paid": amount, "applied": reached})
        return total, paid

    def is_kept(self, name):
        return name in self.reward.rules and _is_whole(self.rule(name))

    def reported(self):
        """One that does not apply, or lacks its gold or its judge, is left out: nothing is paid for it."""
        found = []
        for term, measure in self.reward.reports:
            try:
                value = measure(self) if self.applies(term.get("when")) else None
            except Unscorable:
                continue
            if value is not None:
                found.append({"name": term["name"], "value": _rounded(value)})
        return found


def _in_groups(value, part, levels):
    """The same lists and records around it, with the one part instead of its group."""
    if not isinstance(value, (list, dict)):
        return None
    if levels == 0:
        return value.get(part) if isinstance(value, dict) else None
    if isinstance(value, list):
        inner = [_in_groups(item, part, levels - 1) for item in value]
        # a list of lists becomes one list, as flatMap makes it
        return [one for item in inner if item is not None for one in (item if isinstance(item, list) else [item])]
    inner = {name: _in_groups(item, part, levels - 1) for name, item in _items(value)}
    return {name: item for name, item in inner.items() if item is not None}
