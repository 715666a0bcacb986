#version 450
#extension GL_GOOGLE_include_directive : require
// What is seen past all props: the sky, or the ground where the ray meets it, which becomes horizon with the distance.
#include "scene_light.glsl"

layout(location = 0) in vec3 ray;
layout(location = 0) out vec4 picture;

// Edges one pixel wide however far away: wide is how much of the pattern one pixel covers.
float stripes(float along, float wide)
{
    float saw = abs(fract(along) - 0.5) - 0.25;
    return clamp(saw / max(wide, 1e-4) + 0.5, 0.0, 1.0);
}

// 0 to 1, by the pattern's number.
float pattern(vec2 at, float wide)
{
    float kind = frame.ground.w;
    if (kind < 0.5)
        return 0.0;
    if (kind < 1.5) {
        float x = stripes(at.x, wide), y = stripes(at.y, wide);
        return x + y - 2.0 * x * y;
    }
    if (kind < 2.5)
        return stripes(at.x, wide);
    vec2 bent = at + 0.6 * sin(at.yx * 1.7 + vec2(0.3, 1.1));
    return 0.5 + 0.25 * (sin(bent.x * 2.9) + sin(bent.y * 3.7 + bent.x));
}

void main()
{
    vec3 direction = normalize(ray);
    vec3 light = mix(frame.horizon.rgb, frame.zenith.rgb, smoothstep(0.0, 0.55, direction.y));
    if (direction.y < -1e-4) {
        float distance = frame.eye.y / -direction.y;
        vec3 place = frame.eye.xyz + direction * distance;
        float fade = smoothstep(frame.horizon.w * 0.2, frame.horizon.w, distance);
        if (fade < 1.0) {
            float wide = distance * length(frame.ray_down.xyz) * 0.004 * frame.ground_alternate.w / max(-direction.y, 0.05);
            vec3 color = mix(frame.ground.rgb, frame.ground_alternate.rgb, pattern(place.xz * frame.ground_alternate.w, wide));
            // Brighter in the middle, where the stage is.
            color *= 0.92 + 0.16 * exp(-0.12 * dot(place.xz, place.xz));
            vec3 sunlight = frame.sun.rgb * frame.sun_direction.y * sunlit(place, vec3(0.0, 1.0, 0.0));
            light = mix(color * (sunlight + ambient(vec3(0.0, 1.0, 0.0))), light, fade);
        }
    }
    picture = vec4(encode(light), 1.0);
}
