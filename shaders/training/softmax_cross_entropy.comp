#version 450
#extension GL_GOOGLE_include_directive : require
// Of each row x of scores and its targets t: losses = -Σ t · ln softmax(x) = Σ t · (m - x + ln s), gradient = scale · (Σ t · softmax(x) - t),
// hits = 1 where the first largest score is at the first largest target. m = max x, s = Σ e^(x - m): nothing overflows.
// A row whose targets sum up to 0 counts nothing: its loss, gradient and hit are 0. A class whose target is negative is left out of its row, as
// though it had no score: its gradient is 0.
//
// One invocation, or one workgroup where COOPERATIVE, computes one row. A cooperative workgroup is a power of two, at most 256.
//
// scores, targets, gradient  [rows][classes]
// losses, hits               [rows]
// variants: f32
#include "kernel.glsl"
#include "workgroup_tree.glsl"

layout(constant_id = 4) const bool COOPERATIVE = false;

layout(binding = 0, set = 0) readonly buffer Scores { ELEMENT scores_data[]; };
layout(binding = 1, set = 0) readonly buffer Targets { ELEMENT targets_data[]; };
layout(binding = 2, set = 0) writeonly buffer Losses { ELEMENT losses_data[]; };
layout(binding = 3, set = 0) writeonly buffer Gradient { ELEMENT gradient_data[]; };
layout(binding = 4, set = 0) writeonly buffer Hits { ELEMENT hits_data[]; };

layout(push_constant) uniform Push {
    uint scores_base;
    uint targets_base;
    uint losses_base;
    uint gradient_base;
    uint hits_base;
    uint rows;
    uint classes;
    float scale;
} p;

float across(uint how, float x)
{
    return COOPERATIVE ? across_workgroup(how, x) : x;
}

void main()
{
    uint row = COOPERATIVE ? group_index() : invocation_index();
    uint lane = COOPERATIVE ? gl_LocalInvocationID.x : 0;
    uint lanes = COOPERATIVE ? gl_WorkGroupSize.x : 1;
    bool inside = row < p.rows;
    uint classes = inside ? p.classes : 0;
    uint start = row * p.classes;

    float largest = -POSITIVE_INFINITY, target = -POSITIVE_INFINITY, mass = 0.0;
    for (uint i = lane; i < classes; i += lanes) {
        float t = targets_data[p.targets_base + start + i];
        if (t < 0.0)
            continue;
        largest = maximum(largest, scores_data[p.scores_base + start + i]);
        target = maximum(target, t);
        mass += t;
    }
    largest = across(JOIN_MAXIMUM, largest);
    target = across(JOIN_MAXIMUM, target);
    mass = across(JOIN_SUM, mass);

    // The first index of each largest element: exact as a float below 2^24.
    float sum = 0.0, guess = POSITIVE_INFINITY, answer = POSITIVE_INFINITY;
    for (uint i = lane; i < classes; i += lanes) {
        float x = scores_data[p.scores_base + start + i];
        float t = targets_data[p.targets_base + start + i];
        if (t < 0.0)
            continue;
        sum += exp(x - largest);
        guess = x == largest ? min(guess, float(i)) : guess;
        answer = t == target ? min(answer, float(i)) : answer;
    }
    sum = across(JOIN_SUM, sum);
    guess = across(JOIN_MINIMUM, guess);
    answer = across(JOIN_MINIMUM, answer);

    // Some drivers make a number of e^NaN, and a network that has gone wrong must show.
    float logarithm = is_nan(largest) ? largest : log(sum);
    float loss = 0.0;
    for (uint i = lane; i < classes; i += lanes) {
        float x = scores_data[p.scores_base + start + i] - largest;
        float t = targets_data[p.targets_base + start + i];
        if (t < 0.0) {
            gradient_data[p.gradient_base + start + i] = 0.0;
            continue;
        }
        loss += t == 0.0 ? 0.0 * logarithm : t * (logarithm - x);
        float share = is_nan(largest) ? largest : exp(x) / sum;
        gradient_data[p.gradient_base + start + i] = mass == 0.0 ? 0.0 : p.scale * (mass * share - t);
    }
    loss = across(JOIN_SUM, loss);
    if (inside && lane == 0) {
        losses_data[p.losses_base + row] = mass == 0.0 ? 0.0 : loss;
        hits_data[p.hits_base + row] = mass != 0.0 && guess == answer && classes > 0 ? 1.0 : 0.0;
    }
}
